"""The live workshop without the web: the queue that never ends, the room, what is news."""
