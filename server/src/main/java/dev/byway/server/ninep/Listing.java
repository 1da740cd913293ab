package dev.byway.server.ninep;

/// How far a directory was read by Tread, which counts in bytes (read(5)): it goes on where it
/// ended, or begins anew. Guarded by itself.
final class Listing {
  long offset;
  long cookie;
}
