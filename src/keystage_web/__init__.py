"""The service: schools enter and send, the authority collects, on top of `keystage`."""
