"""What crosses between the two boxes: plain data, requests, stand-ins."""
