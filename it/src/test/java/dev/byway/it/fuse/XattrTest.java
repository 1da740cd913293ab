package dev.byway.it.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Capabilities;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.ForwardingVfs;
import dev.byway.vfs.Node;
import dev.byway.vfs.XattrName;
import dev.byway.vfs.local.LocalVfs;
import dev.byway.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Extended attributes and access lists on a mount, beyond what [Script#XATTRS] does.
class XattrTest {
  @TempDir Path temp;

  @BeforeEach
  void assumePossible() throws Exception {
    Mounted.assumePossible();
  }

  /// Remembers what it is asked for.
  private static final class Asked extends ForwardingVfs {
    final List<String> names = new CopyOnWriteArrayList<>();
    private final Set<Feature> features;

    Asked(boolean xattrs) {
      super(new MemoryVfs());
      features = EnumSet.allOf(Feature.class);
      if (!xattrs) {
        features.remove(Feature.XATTR);
      }
    }

    @Override
    public Capabilities capabilities() {
      return next().capabilities().with(features);
    }

    @Override
    public byte[] getxattr(Caller caller, Node node, XattrName name) throws ErrnoException {
      names.add(name.toString());
      return super.getxattr(caller, node, name);
    }
  }

  @Test
  void roomsAreNotAskedForWhatTheKernelAsksAtWrites() throws Exception {
    var room = new Asked(true);
    try (Mounted mounted = Mounted.of(room)) {
      Shell done =
          Shell.run(
              mounted.place(),
              "for i in $(seq 50); do echo $i >> f; truncate -s 10 f; done; ls -l f;"
                  + " getfattr -n security.capability f; setfattr -n user.a -v b f;"
                  + " getfattr --only-values -n user.a f");
      assertThat(done.output()).contains("No such attribute").endsWith("b");
      assertThat(room.names).doesNotContain("security.capability").contains("user.a");
    }
  }

  @Test
  void roomsWithoutThemAreNeverAsked() throws Exception {
    var room = new Asked(false);
    try (Mounted mounted = Mounted.of(room)) {
      Shell done =
          Shell.run(
              mounted.place(),
              "echo x > f; setfattr -n user.a -v b f; setfattr -x user.a f;"
                  + " getfattr -n user.a f; getfattr -d f; cp -a f g; cat g");
      assertThat(done.output())
          .containsSubsequence(
              "Operation not supported", "Operation not supported", "Operation not supported", "x");
      assertThat(room.names).isEmpty();
    }
  }

  @Test
  void aValueThatDoesNotFitIsOutOfRange() throws Exception {
    try (Mounted mounted = Mounted.of(new MemoryVfs())) {
      Path file = Files.createFile(mounted.place().resolve("f"));
      var view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
      view.write("a", ByteBuffer.allocate(60_000));
      assertThat(view.size("a")).isEqualTo(60_000);
      assertThat(view.read("a", ByteBuffer.allocate(60_000))).isEqualTo(60_000);
      assertThatThrownBy(() -> view.read("a", ByteBuffer.allocate(59_999)))
          .isInstanceOf(IOException.class);
    }
  }

  /// But for what the kernel of the mount does not know of them: it also goes by mode and umask.
  @Test
  void accessListsOfALocalDirectoryWork() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("room"));
    Path local = Files.createDirectory(temp.resolve("local"));
    String script =
        """
        chmod 755 .; me='setpriv --reuid=12345 --regid=12345 --clear-groups'
        echo secret > f; chmod 600 f; $me cat f
        setfacl -m u:12345:r f; stat -c %A f; getfacl -n f; ls -l f | cut -c1-11
        setfacl -x u:12345 f; $me cat f; setfacl -b f; getfacl -n f; stat -c %a f
        mkdir d; setfacl -d -m u:12345:rwx d; (umask 0; touch d/f; mkdir d/e); getfacl -n d d/f d/e
        $me setfacl -m u:12345:rwx f; cp -a f g; getfacl -n g
        """;
    try (Mounted mounted = Mounted.of(LocalVfs.open(folder, LocalVfs.Options.DEFAULT), o -> o)) {
      Shell expected = Shell.run(local, script);
      Shell told = Shell.run(mounted.place(), script);
      assertThat(told.output()).isEqualTo(expected.output());
    }
  }
}
