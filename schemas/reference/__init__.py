"""Facts about the world that reading the news needs, as data files beside the code that loads and checks them."""
