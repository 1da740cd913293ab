package dev.byway.vfs.memory;

/// How large a [MemoryVfs] may become.
///
/// @param bytes of heap, about: data, and a flat charge for every node and name
/// @param files nodes of every kind, the root too
/// @param links hard links of one file
/// @param fileSize the largest offset that can be written, plus one; files are sparse, so that this
///     may be far more than `bytes`
public record MemoryLimits(long bytes, long files, int links, long fileSize) {
  /// An eighth of the heap, a million nodes.
  public static final MemoryLimits DEFAULT =
      new MemoryLimits(Runtime.getRuntime().maxMemory() / 8, 1_000_000, 65_000, 1L << 60);

  public MemoryLimits withBytes(long newBytes) {
    return new MemoryLimits(newBytes, files, links, fileSize);
  }

  public MemoryLimits withFiles(long newFiles) {
    return new MemoryLimits(bytes, newFiles, links, fileSize);
  }

  public MemoryLimits withLinks(int newLinks) {
    return new MemoryLimits(bytes, files, newLinks, fileSize);
  }

  public MemoryLimits withFileSize(long newFileSize) {
    return new MemoryLimits(bytes, files, links, newFileSize);
  }
}
