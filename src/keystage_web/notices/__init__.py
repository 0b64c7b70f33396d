"""What leaves the service: mail to people, and events to systems that subscribed."""
