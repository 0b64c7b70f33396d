"""Tags for templates: load them by {% load ui %}."""
