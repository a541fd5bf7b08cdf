"""What goes on over time: agreements with their breaches, demarches with what came of them."""
