package dev.byway.nio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.vfs.Caller;
import dev.byway.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Attributes of the user's own, in a room that has them and, the same, in the JDK's own provider.
class UserAttributesTest {
  @TempDir Path temp;

  private static UserDefinedFileAttributeView view(Path path, LinkOption... options) {
    return Files.getFileAttributeView(path, UserDefinedFileAttributeView.class, options);
  }

  private interface Check {
    void run(Path folder) throws Exception;
  }

  private void everywhere(Check check) throws Exception {
    try (FileSystem files = VfsFileSystem.of(new MemoryVfs(), Caller.ROOT)) {
      check.run(files.getPath("/"));
    }
    assumeTrue(
        Files.getFileStore(temp).supportsFileAttributeView(UserDefinedFileAttributeView.class),
        "the file system of temporary files has no user attributes");
    check.run(temp);
  }

  @Test
  void valuesAreWrittenAndReadAndDeleted() throws Exception {
    everywhere(
        folder -> {
          Path file = Files.createFile(folder.resolve("f"));
          UserDefinedFileAttributeView view = view(file);
          assertThat(view.name()).isEqualTo("user");
          assertThat(view.list()).isEmpty();
          ByteBuffer value = ByteBuffer.wrap("dark red".getBytes(UTF_8));
          assertThat(view.write("colour", value.position(5))).isEqualTo(3);
          assertThat(value.hasRemaining()).isFalse();
          view.write("empty", ByteBuffer.allocate(0));
          assertThat(view.list()).containsExactlyInAnyOrder("colour", "empty");
          assertThat(view.size("colour")).isEqualTo(3);
          assertThat(view.size("empty")).isZero();
          ByteBuffer dst = ByteBuffer.allocate(10);
          assertThat(view.read("colour", dst)).isEqualTo(3);
          assertThat(new String(dst.array(), 0, dst.position(), UTF_8)).isEqualTo("red");
          view.delete("colour");
          assertThat(view.list()).containsExactly("empty");
        });
  }

  @Test
  void whatIsNotThereOrDoesNotFitIsToldByAnException() throws Exception {
    everywhere(
        folder -> {
          UserDefinedFileAttributeView view = view(Files.createFile(folder.resolve("f")));
          view.write("colour", ByteBuffer.wrap(new byte[10]));
          ByteBuffer small = ByteBuffer.allocate(9);
          assertThatThrownBy(() -> view.read("colour", small))
              .isInstanceOf(FileSystemException.class);
          assertThatThrownBy(() -> view.read("taste", small))
              .isInstanceOf(FileSystemException.class);
          assertThatThrownBy(() -> view.size("taste")).isInstanceOf(FileSystemException.class);
          assertThatThrownBy(() -> view.delete("taste")).isInstanceOf(FileSystemException.class);
        });
  }

  @Test
  void theyHaveNamesOfAView() throws Exception {
    everywhere(
        folder -> {
          Path file = Files.createFile(folder.resolve("f"));
          Files.setAttribute(file, "user:one", new byte[] {1});
          Files.setAttribute(file, "user:two", ByteBuffer.wrap(new byte[] {2, 2}));
          Map<String, Object> all = Files.readAttributes(file, "user:*");
          assertThat(all).containsOnlyKeys("one", "two");
          assertThat(all.get("two")).isEqualTo(new byte[] {2, 2});
          assertThat(Files.getAttribute(file, "user:one")).isEqualTo(new byte[] {1});
          assertThat(Files.readAttributes(file, "user:two,one")).containsOnlyKeys("one", "two");
          assertThat(file.getFileSystem().supportedFileAttributeViews()).contains("user");
          assertThat(Files.getFileStore(file).supportsFileAttributeView("user")).isTrue();
        });
  }

  @Test
  void copiesOfAttributesHaveThemToo() throws Exception {
    everywhere(
        folder -> {
          Path file = Files.createFile(folder.resolve("f"));
          Files.setAttribute(file, "user:one", new byte[] {1});
          Path with = Files.copy(file, folder.resolve("g"), StandardCopyOption.COPY_ATTRIBUTES);
          Path without = Files.copy(file, folder.resolve("h"));
          assertThat(view(with).list()).containsExactly("one");
          assertThat(view(without).list()).isEmpty();
        });
  }

  @Test
  void linksAreFollowedUnlessToldOtherwise() throws Exception {
    everywhere(
        folder -> {
          Path file = Files.createFile(folder.resolve("f"));
          Path link =
              Files.createSymbolicLink(folder.resolve("l"), folder.getFileSystem().getPath("f"));
          view(link).write("one", ByteBuffer.wrap(new byte[] {1}));
          assertThat(view(file).list()).containsExactly("one");
          UserDefinedFileAttributeView own = view(link, LinkOption.NOFOLLOW_LINKS);
          assertThatThrownBy(() -> own.write("two", ByteBuffer.wrap(new byte[] {2})))
              .isInstanceOf(IOException.class);
        });
  }

  @Test
  void roomsWithoutThemHaveNoSuchView() throws Exception {
    try (var server = new LoopbackServer(temp, "?localio=off")) {
      Path file = Files.createFile(server.root().resolve("f"));
      assertThat(Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)).isNull();
      assertThat(file.getFileSystem().supportedFileAttributeViews()).doesNotContain("user");
      assertThat(
              Files.getFileStore(file)
                  .supportsFileAttributeView(UserDefinedFileAttributeView.class))
          .isFalse();
      assertThatThrownBy(() -> Files.readAttributes(file, "user:*"))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> Files.setAttribute(file, "user:x", new byte[1]))
          .isInstanceOf(UnsupportedOperationException.class);
      Path copy = server.root().resolve("g");
      Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      assertThat(copy).exists();
    }
  }
}
