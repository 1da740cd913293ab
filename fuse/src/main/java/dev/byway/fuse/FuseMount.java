package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.FuseDevice;
import dev.byway.linux.FuseMounts;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.Vfs;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

/// A room mounted at a place of the tree, for any program of this machine:
///
/// ```java
/// var options = FuseOptions.of(FuseMounts.Options.of("memory"));
/// try (var mount = FuseMount.mount(new MemoryVfs(), Path.of("/mnt"), options)) {
///   mount.awaitEnd();
/// }
/// ```
///
/// Threads of its own answer the kernel until it is unmounted, from here or from anywhere. If the
/// process dies, every call on the place fails with ENOTCONN, and the next mount there puts it
/// right.
public final class FuseMount implements AutoCloseable {
  private static final Logger LOG = System.getLogger(FuseMount.class.getName());
  private static final int END_MILLIS = 10_000;

  private final Path place;
  private final Dispatch dispatch;
  private final Readers readers;
  private final Upcalls upcalls;

  private FuseMount(Path place, Dispatch dispatch, Readers readers, Upcalls upcalls) {
    this.place = place;
    this.dispatch = dispatch;
    this.readers = readers;
    this.upcalls = upcalls;
  }

  /// Mounts a room, and returns when it can be used. It observes the room: what that learns of
  /// others' changes the kernel is told.
  ///
  /// @param vfs stays the caller's, who closes it after this mount
  /// @param mountpoint a directory if the room's root is one; what is in it cannot be seen
  ///     meanwhile
  /// @throws ErrnoException ENOENT, ENOTDIR the place; EPERM not allowed to mount; ENODEV this
  ///     kernel has no FUSE; EPROTO it is older than Linux 5.4
  public static FuseMount mount(Vfs vfs, Path mountpoint, FuseOptions options)
      throws ErrnoException {
    Path place = real(mountpoint);
    FuseDevice device = FuseMounts.mount(place, options.mount());
    try {
      Init init = Init.negotiate(device, vfs.capabilities(), options);
      var dispatch = new Dispatch(vfs, options, device, init);
      String name = "byway-fuse " + place;
      var readers = new Readers(name, device, dispatch, options, Init.MAX_DATA);
      readers.start();
      var upcalls = new Upcalls(name + "-upcalls", dispatch.notices);
      vfs.observe(upcalls);
      LOG.log(Level.DEBUG, "mounted {0} by FUSE 7.{1}", place, init.minor());
      return new FuseMount(place, dispatch, readers, upcalls);
    } catch (ErrnoException e) {
      device.close();
      FuseMounts.unmount(place, FuseMounts.MNT_DETACH);
      throw e;
    }
  }

  /// So that another working directory or a link changed meanwhile does not unmount another place.
  private static Path real(Path mountpoint) throws ErrnoException {
    Path absolute = mountpoint.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    Path name = absolute.getFileName();
    try {
      return parent == null || name == null ? absolute : parent.toRealPath().resolve(name);
    } catch (IOException e) {
      throw Errno.ENOENT.exception(mountpoint.toString());
    }
  }

  /// Where it is mounted, absolute.
  public Path place() {
    return place;
  }

  /// Waits until it is unmounted and the last user is gone.
  public void awaitEnd() throws InterruptedException {
    readers.awaitEnd();
    ended();
  }

  /// Takes it away if nobody uses it.
  ///
  /// @throws ErrnoException EBUSY; EINVAL it is not mounted any more
  public void unmount() throws ErrnoException {
    FuseMounts.unmount(place, 0);
  }

  /// The room says that a node is not what it was: the kernel asks again for its attributes and
  /// data. Never call it from a thread that is answering the kernel.
  public void changed(Node node) throws ErrnoException {
    dispatch.notices.changed(node);
  }

  /// The room says that a name is not what it was.
  public void changed(Node directory, Name name) throws ErrnoException {
    dispatch.notices.changed(directory, name);
  }

  /// Threads that answer the kernel at the moment.
  public int threads() {
    return readers.threads();
  }

  /// Nodes that the kernel remembers, the root included.
  public int nodes() {
    return dispatch.nodes.size();
  }

  /// Files that programs have open.
  public int openFiles() {
    return dispatch.files.size();
  }

  /// Those of them that the kernel reads and writes on the room's own files.
  public int passthroughFiles() {
    return dispatch.roads.passing();
  }

  /// Takes it away, in use or not: what is under way then fails. Idempotent.
  @Override
  public void close() {
    try {
      if (isOver(0)) {
        return;
      }
      takeAway();
      if (!isOver(END_MILLIS)) {
        LOG.log(Level.WARNING, "{0} is unmounted, but calls on it do not end", place);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeAway() {
    try {
      unmount();
      return;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EINVAL) {
        return;
      }
      LOG.log(Level.DEBUG, "{0}", e.getMessage());
    }
    try {
      FuseMounts.unmount(place, FuseMounts.MNT_FORCE);
    } catch (ErrnoException busy) {
      LOG.log(Level.DEBUG, "{0}", busy.getMessage());
    }
    try {
      FuseMounts.unmount(place, FuseMounts.MNT_DETACH);
    } catch (ErrnoException e) {
      LOG.log(Level.WARNING, "{0}", e.getMessage());
    }
  }

  private boolean isOver(int millis) throws InterruptedException {
    boolean over = readers.awaitEnd(millis);
    if (over) {
      ended();
    }
    return over;
  }

  private void ended() {
    upcalls.close();
    dispatch.close();
  }
}
