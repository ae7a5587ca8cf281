"""How codes and files carry text, numbers and signatures: Base64, checksums, DER, ECDSA, RSA. No keys of our own."""
