/// `java.nio.file` over any room: the door for programs that know only `Path` and `Files`.
@org.jspecify.annotations.NullMarked
module dev.byway.nio {
  requires static transitive org.jspecify;
  requires transitive dev.byway.vfs;
  requires dev.byway.client;

  exports dev.byway.nio;

  provides java.nio.file.spi.FileSystemProvider with
      dev.byway.nio.NfsFileSystemProvider;
}
