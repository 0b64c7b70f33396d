"""Where allauth, and through it another sign-in service, meets what is ours."""
