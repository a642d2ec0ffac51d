"""What pages read of the clocks."""
