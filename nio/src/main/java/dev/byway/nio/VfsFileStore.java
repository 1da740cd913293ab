package dev.byway.nio;

import dev.byway.vfs.FsStat;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.jspecify.annotations.Nullable;

/// The space where a file is, as the server tells.
final class VfsFileStore extends FileStore {
  private final VfsPath path;

  VfsFileStore(VfsPath path) {
    this.path = path;
  }

  private FsStat stat() throws IOException {
    VfsFileSystem files = path.getFileSystem();
    return files.at(
        path, () -> files.room().statfs(files.caller(), files.walk().find(path, true).node()));
  }

  /// The URI of the file system.
  @Override
  public String name() {
    return path.getFileSystem().toString();
  }

  @Override
  public String type() {
    return Origin.SCHEME;
  }

  @Override
  public boolean isReadOnly() {
    return path.getFileSystem().isReadOnly();
  }

  @Override
  public long getTotalSpace() throws IOException {
    return bounded(stat().totalBytes());
  }

  @Override
  public long getUsableSpace() throws IOException {
    return bounded(stat().availableBytes());
  }

  @Override
  public long getUnallocatedSpace() throws IOException {
    return bounded(stat().freeBytes());
  }

  @Override
  public long getBlockSize() throws IOException {
    return stat().blockSize();
  }

  private static long bounded(long unsigned) {
    return unsigned < 0 ? Long.MAX_VALUE : unsigned;
  }

  @Override
  public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
    return type == BasicFileAttributeView.class
        || type == PosixFileAttributeView.class
        || type == FileOwnerAttributeView.class
        || type == UserDefinedFileAttributeView.class
            && supportsFileAttributeView(VfsUserAttributeView.NAME);
  }

  @Override
  public boolean supportsFileAttributeView(String name) {
    return path.getFileSystem().supportedFileAttributeViews().contains(name);
  }

  /// None.
  @Override
  public <V extends FileStoreAttributeView> @Nullable V getFileStoreAttributeView(Class<V> type) {
    return null;
  }

  @Override
  public Object getAttribute(String attribute) throws IOException {
    return switch (attribute) {
      case "totalSpace" -> getTotalSpace();
      case "usableSpace" -> getUsableSpace();
      case "unallocatedSpace" -> getUnallocatedSpace();
      case "totalFiles" -> stat().totalFiles();
      case "usableFiles" -> stat().availableFiles();
      default -> throw new UnsupportedOperationException(attribute);
    };
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof VfsFileStore that && path.getFileSystem() == that.path.getFileSystem();
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(path.getFileSystem());
  }

  @Override
  public String toString() {
    return name();
  }
}
