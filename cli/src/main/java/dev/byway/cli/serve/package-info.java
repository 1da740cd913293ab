/// A running server as seen from the program: the rooms it opens, and the socket by which `byway
/// status` and `byway trace` ask it.
package dev.byway.cli.serve;
