package dev.byway.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.vfs.Caller;
import dev.byway.vfs.memory.MemoryVfs;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.junit.jupiter.api.Test;

/// No room has attributes of the user's own: who asks is told as the JDK tells of a view that a
/// file system does not have.
class UserAttributesTest {
  @Test
  void thereAreNone() throws Exception {
    try (FileSystem files = VfsFileSystem.of(new MemoryVfs(), Caller.ROOT)) {
      Path file = Files.createFile(files.getPath("/f"));
      assertThat(Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)).isNull();
      assertThat(files.supportedFileAttributeViews()).doesNotContain("user");
      assertThat(
              Files.getFileStore(file)
                  .supportsFileAttributeView(UserDefinedFileAttributeView.class))
          .isFalse();
      assertThatThrownBy(() -> Files.readAttributes(file, "user:*"))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> Files.setAttribute(file, "user:x", new byte[1]))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }
}
