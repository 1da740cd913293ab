package dev.byway.it.fuse;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.fuse.FuseMount;
import dev.byway.fuse.FuseOptions;
import dev.byway.it.localio.Privilege;
import dev.byway.linux.FuseMounts;
import dev.byway.vfs.Vfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/// A room that is mounted for one test, for all users. Taken away whatever the test did.
final class Mounted implements AutoCloseable {
  private static final FuseMounts.Options FOR_ALL =
      new FuseMounts.Options("test", false, true, true, true, true, true, 0);

  private final Vfs room;
  private final Path place;
  private final FuseMount mount;

  private Mounted(Vfs room, Path place, FuseMount mount) {
    this.room = room;
    this.place = place;
    this.mount = mount;
  }

  static void assumePossible() throws IOException {
    Privilege.assumeRoot();
    assumeTrue(Files.isWritable(Path.of("/dev/fuse")), "there is no /dev/fuse");
  }

  /// Mounts, with kernel and room both looking at permissions. Closes the room too.
  static Mounted of(Vfs room, UnaryOperator<FuseOptions> options) throws IOException {
    Path place = Files.createTempDirectory("byway-mounted");
    FuseOptions chosen = options.apply(FuseOptions.of(FOR_ALL));
    return new Mounted(room, place, FuseMount.mount(room, place, chosen));
  }

  static Mounted of(Vfs room) throws IOException {
    return of(room, UnaryOperator.identity());
  }

  Path place() {
    return place;
  }

  FuseMount mount() {
    return mount;
  }

  @Override
  public void close() throws IOException {
    try {
      mount.close();
      room.close();
    } finally {
      Files.delete(place);
    }
  }
}
