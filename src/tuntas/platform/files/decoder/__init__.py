"""The child process that opens strangers' files. It imports neither Django nor any key, and holds no open file."""
