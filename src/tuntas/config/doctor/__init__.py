"""What is wrong with this system, in a sentence each, and how to mend it: `./tuntas doctor`."""
