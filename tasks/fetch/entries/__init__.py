"""What archives hold, entry by entry: one module for each way of writing them."""
