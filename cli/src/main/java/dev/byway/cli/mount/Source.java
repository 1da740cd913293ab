package dev.byway.cli.mount;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.NfsUrl;
import dev.byway.client.ninep.NinepUrl;
import dev.byway.client.ninep.NinepVfs;
import dev.byway.vfs.Caller;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.local.LocalVfs;
import dev.byway.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is to be mounted.
///
/// @param text as it was given, for `/proc/mounts`
public record Source(String text) {
  private static final String MEMORY = "memory:";

  /// As fstab says it for NFS.
  private static final Pattern HOST_PATH = Pattern.compile("([^/:\\[\\]]+|\\[[^]/]+]):(/.*)");

  /// What a server says, or its host, that may soon be otherwise.
  private static final Set<Errno> AWAY =
      Set.of(
          Errno.ECONNREFUSED,
          Errno.ECONNRESET,
          Errno.ECONNABORTED,
          Errno.EHOSTUNREACH,
          Errno.ENETUNREACH,
          Errno.ETIMEDOUT);

  /// Whether this is a directory of this machine.
  public boolean isDirectory() {
    return !isMemory() && !isServer() && !NinepUrl.isNinepUrl(text);
  }

  private boolean isMemory() {
    return text.equals(MEMORY);
  }

  private boolean isServer() {
    return NfsUrl.isNfsUrl(text) || HOST_PATH.matcher(text).matches();
  }

  private NfsUrl url(MountOptions options) {
    if (NfsUrl.isNfsUrl(text)) {
      return options.url(NfsUrl.parse(text));
    }
    Matcher hostPath = HOST_PATH.matcher(text);
    String url = hostPath.matches() ? "nfs://" + hostPath.group(1) + hostPath.group(2) : text;
    return options.url(NfsUrl.parse(url));
  }

  /// Looks at the text and options without opening anything.
  ///
  /// @throws IllegalArgumentException the message says what is wrong
  public void check(MountOptions options) {
    if (isServer()) {
      url(options);
    } else if (NinepUrl.isNinepUrl(text)) {
      NinepUrl.parse(text);
      options.requireNoUrl();
    } else {
      options.requireNoUrl();
    }
  }

  /// Opens the room. A server that is not there is tried again for as long as `retry` says.
  ///
  /// @param caller who mounts
  /// @param waiting told why it takes long, in few words, each time there is something to tell
  /// @throws IOException the message is for people
  public Vfs open(MountOptions options, Caller caller, Consumer<String> waiting)
      throws IOException, InterruptedException {
    Vfs room;
    if (isServer()) {
      room = new Server(url(options), options.retry(), waiting).open();
    } else if (NinepUrl.isNinepUrl(text)) {
      room = NinepVfs.open(NinepUrl.parse(text));
    } else if (isMemory()) {
      room = memory(caller);
    } else {
      room = directory();
    }
    Integer umask = options.umask();
    boolean real = options.uid() == null && options.gid() == null && umask == null;
    return real
        ? room
        : new ShownOwners(room, options.uid(), options.gid(), umask == null ? 0 : umask);
  }

  private Vfs directory() throws ErrnoException {
    try {
      return LocalVfs.open(Path.of(text), LocalVfs.Options.DEFAULT);
    } catch (ErrnoException e) {
      throw e.what().isEmpty() ? e.errno().exception(text) : e;
    }
  }

  static boolean isAway(ErrnoException e) {
    return AWAY.contains(e.errno());
  }

  /// Whose root belongs to who mounts.
  private static Vfs memory(Caller caller) throws ErrnoException {
    Vfs room = new MemoryVfs();
    SetAttributes owner = SetAttributes.ofMode(0755).withUid(caller.uid()).withGid(caller.gid());
    room.setattr(Caller.ROOT, room.root(), owner, null, false);
    return room;
  }
}
