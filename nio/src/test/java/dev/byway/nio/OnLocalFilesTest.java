package dev.byway.nio;

import dev.byway.vfs.local.LocalVfs;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

class OnLocalFilesTest extends FilesContract {
  @TempDir Path temp;
  private @Nullable VfsFileSystem files;

  @Override
  Path open() throws IOException {
    files =
        VfsFileSystem.of(
            LocalVfs.open(temp, LocalVfs.Options.DEFAULT), NioSettings.ofProcess().withUmask(022));
    return files.getPath("/");
  }

  @Override
  void close() throws IOException {
    if (files != null) {
      files.close();
    }
  }
}
