package dev.byway.nio;

import dev.byway.vfs.Caller;
import dev.byway.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class OnMemoryChannelsTest extends ChannelContract {
  private final VfsFileSystem files =
      VfsFileSystem.of(
          new MemoryVfs(), NioSettings.ofProcess().withCaller(Caller.ROOT).withUmask(022));

  @Override
  Path open() throws IOException {
    return Files.createDirectory(files.getPath("/here"));
  }

  @Override
  void close() throws IOException {
    files.close();
  }
}
