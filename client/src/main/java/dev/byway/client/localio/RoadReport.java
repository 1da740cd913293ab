package dev.byway.client.localio;

import java.util.List;

/// Which road the files of a room take just now, and why: what `byway status` shows.
///
/// @param road [#BYWAY] when the server is known to share this host, else [#WIRE]
/// @param reason for people
/// @param calls reads and writes so far
/// @param files open ones
public record RoadReport(String road, String reason, Calls calls, List<File> files) {
  public static final String BYWAY = "byway";
  public static final String WIRE = "wire";

  /// @param byway by system calls on lent descriptors
  /// @param wire over RPC
  public record Calls(long byway, long bywayBytes, long wire, long wireBytes) {}

  /// @param file for people
  /// @param reads [#BYWAY], [#WIRE], or `-` where not open for reading
  /// @param writes likewise
  /// @param reason why not everything takes the byway; empty when it does
  public record File(String file, String reads, String writes, String reason) {}
}
