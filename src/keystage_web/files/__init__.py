"""What schools sent, byte for byte: kept, received, recalled, and shown to be whole.

Nothing is said to be kept before its bytes and its rows would outlast a power cut;
`actions` is the way in and out, `states` says what may become of a file.
"""
