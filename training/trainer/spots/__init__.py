"""The spot finder for thermal pictures: a small trained layer on the backbone's taps, and the categories of its regions."""
