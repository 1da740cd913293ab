package dev.byway.client.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.DirectoryVisitor;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.Readdir3;
import dev.byway.wire.nfs3.Readdirplus3;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lists directories, a reply at a time: READDIR and READDIRPLUS, RFC 1813 §3.3.16 and §3.3.17.
///
/// A cookie is good only together with the verifier that came with it, for which the room's cookies
/// have no place: the last one of each of the directories listed lately is remembered. Without it,
/// zero is sent, which servers with cookies that never age take.
final class Listing {
  private static final int VERIFIERS_MAX = 1024;

  private final Nfs3Vfs vfs;
  private final Nfs3Client client;
  private final int bytes;
  private final Map<FileHandle3, Long> verifiers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FileHandle3, Long> eldest) {
          return size() > VERIFIERS_MAX;
        }
      };

  /// @param bytes how large a reply may be
  Listing(Nfs3Vfs vfs, Nfs3Client client, int bytes) {
    this.vfs = vfs;
    this.client = client;
    this.bytes = bytes;
  }

  /// As [dev.byway.vfs.Vfs#readdir].
  boolean visit(
      Caller caller, FileHandle3 directory, long cookie, boolean plus, DirectoryVisitor visitor)
      throws ErrnoException {
    long next = cookie;
    while (true) {
      long verifier = next == 0 ? 0 : verifier(directory);
      Page page =
          plus ? plus(caller, directory, next, verifier) : plain(caller, directory, next, verifier);
      remember(directory, page.verifier);
      for (Item item : page.items) {
        if (item.cookie == 0) {
          throw Errno.EIO.exception("the server gave an entry the cookie 0");
        }
        if (!visitor.visit(Name.of(item.name), item.fileid, item.cookie, item.entry)) {
          return false;
        }
        next = item.cookie;
      }
      if (page.eof) {
        return true;
      }
      if (page.items.isEmpty()) {
        throw Errno.EIO.exception("the server's listing does not go on");
      }
    }
  }

  private record Item(byte[] name, long fileid, long cookie, @Nullable Entry entry) {}

  private record Page(long verifier, List<Item> items, boolean eof) {}

  private Page plain(Caller caller, FileHandle3 directory, long cookie, long verifier)
      throws ErrnoException {
    var args = new Readdir3.Args(directory, cookie, verifier, bytes);
    Readdir3.Res answer =
        client.call(
            caller,
            Nfs3Procedure.READDIR,
            args::encode,
            Readdir3.Res::decode,
            Readdir3.Res::status);
    return switch (answer) {
      case Readdir3.Res.Ok ok ->
          new Page(
              ok.cookieverf(),
              ok.entries().stream()
                  .map(e -> new Item(e.name().unsafeBytes(), e.fileid(), e.cookie(), null))
                  .toList(),
              ok.eof());
      case Readdir3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }

  private Page plus(Caller caller, FileHandle3 directory, long cookie, long verifier)
      throws ErrnoException {
    var args = new Readdirplus3.Args(directory, cookie, verifier, bytes, bytes);
    Readdirplus3.Res answer =
        client.call(
            caller,
            Nfs3Procedure.READDIRPLUS,
            args::encode,
            Readdirplus3.Res::decode,
            Readdirplus3.Res::status);
    return switch (answer) {
      case Readdirplus3.Res.Ok ok ->
          new Page(ok.cookieverf(), ok.entries().stream().map(this::item).toList(), ok.eof());
      case Readdirplus3.Res.Fail fail -> throw NfsStat3Errno.exception(fail.status());
    };
  }

  private Item item(Readdirplus3.Entryplus3 wire) {
    byte[] name = wire.name().unsafeBytes();
    boolean parent = name.length == 2 && name[0] == '.' && name[1] == '.';
    FileHandle3 handle = wire.nameHandle();
    Fattr3 attributes = wire.nameAttributes();
    Entry entry =
        handle == null || attributes == null || parent
            ? null
            : new Entry(new Nfs3Node(vfs, handle), Attributes3.of(attributes));
    return new Item(name, wire.fileid(), wire.cookie(), entry);
  }

  private long verifier(FileHandle3 directory) {
    synchronized (verifiers) {
      return verifiers.getOrDefault(directory, 0L);
    }
  }

  private void remember(FileHandle3 directory, long verifier) {
    synchronized (verifiers) {
      if (verifier != 0) {
        verifiers.put(directory, verifier);
      }
    }
  }
}
