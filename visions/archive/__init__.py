"""Files are the only truth: durable, create-once, one folder a prompt."""
