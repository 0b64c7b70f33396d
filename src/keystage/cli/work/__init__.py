"""What each verb does, apart from its arguments: imported when it is carried out."""
