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
import dev.byway.wire.nfs3.NfsStat3;
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
///
/// A server may not know a cookie any more (NFS3ERR_BAD_COOKIE). Then, as in Linux, the directory
/// is listed from its start and what was shown already is passed over: up to the last name, where
/// that is known, else up to the cookie. When that does not come either: EIO for a name, EINVAL for
/// a cookie, which may never have been one.
final class Listing {
  private static final int POSITIONS_MAX = 1024;
  private static final int RESTARTS_MAX = 4;

  private final Nfs3Vfs vfs;
  private final Nfs3Client client;
  private final int bytes;
  private final Map<FileHandle3, Position> positions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FileHandle3, Position> eldest) {
          return size() > POSITIONS_MAX;
        }
      };

  /// Where a listing stopped.
  ///
  /// @param name of the entry with that cookie, if known
  private record Position(long verifier, long cookie, @Nullable Name name) {
    private static final Position START = new Position(0, 0, null);
  }

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
    return visit(caller, directory, cookie, plus, visitor, 0);
  }

  private boolean visit(
      Caller caller,
      FileHandle3 directory,
      long cookie,
      boolean plus,
      DirectoryVisitor visitor,
      int restarts)
      throws ErrnoException {
    Position at = position(directory);
    Name last = at.cookie == cookie ? at.name : null;
    long verifier = at.verifier;
    long next = cookie;
    while (true) {
      Page page = page(caller, directory, next, next == 0 ? 0 : verifier, plus);
      if (page == null) {
        return again(caller, directory, new Position(0, next, last), plus, visitor, restarts);
      }
      verifier = page.verifier;
      for (Item item : page.items) {
        if (item.cookie == 0) {
          throw Errno.EIO.exception("the server gave an entry the cookie 0");
        }
        Name name = Name.of(item.name);
        if (!visitor.visit(name, item.fileid, item.cookie, item.entry)) {
          remember(directory, new Position(verifier, next, last));
          return false;
        }
        next = item.cookie;
        last = name;
      }
      if (page.eof) {
        return true;
      }
      if (page.items.isEmpty()) {
        throw Errno.EIO.exception("the server's listing does not go on");
      }
      remember(directory, new Position(verifier, next, last));
    }
  }

  /// From the start, without what was visited up to a position that the server does not know.
  private boolean again(
      Caller caller,
      FileHandle3 directory,
      Position lost,
      boolean plus,
      DirectoryVisitor visitor,
      int restarts)
      throws ErrnoException {
    if (lost.cookie == 0 || restarts == RESTARTS_MAX) {
      throw Errno.EIO.exception("the server does not know its own cookies");
    }
    var rest = new Rest(lost, visitor);
    boolean end = visit(caller, directory, 0, plus, rest, restarts + 1);
    if (!rest.found) {
      throw lost.name == null
          ? Errno.EINVAL.exception("no cookie of this directory")
          : Errno.EIO.exception("the server forgot where the listing was");
    }
    return end;
  }

  /// Shows what comes after a position.
  private static final class Rest implements DirectoryVisitor {
    private final Position position;
    private final DirectoryVisitor visitor;
    private boolean found;

    Rest(Position position, DirectoryVisitor visitor) {
      this.position = position;
      this.visitor = visitor;
    }

    @Override
    public boolean visit(Name name, long fileid, long cookie, @Nullable Entry entry) {
      if (found) {
        return visitor.visit(name, fileid, cookie, entry);
      }
      found = position.name == null ? cookie == position.cookie : name.equals(position.name);
      return true;
    }
  }

  private record Item(byte[] name, long fileid, long cookie, @Nullable Entry entry) {}

  private record Page(long verifier, List<Item> items, boolean eof) {}

  /// Null: the server does not know the cookie.
  private @Nullable Page page(
      Caller caller, FileHandle3 directory, long cookie, long verifier, boolean plus)
      throws ErrnoException {
    return plus
        ? plus(caller, directory, cookie, verifier)
        : plain(caller, directory, cookie, verifier);
  }

  private static @Nullable Page refused(NfsStat3 status) throws ErrnoException {
    if (status == NfsStat3.NFS3ERR_BAD_COOKIE) {
      return null;
    }
    throw NfsStat3Errno.exception(status);
  }

  private @Nullable Page plain(Caller caller, FileHandle3 directory, long cookie, long verifier)
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
      case Readdir3.Res.Fail fail -> refused(fail.status());
    };
  }

  private @Nullable Page plus(Caller caller, FileHandle3 directory, long cookie, long verifier)
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
      case Readdirplus3.Res.Fail fail -> refused(fail.status());
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

  private Position position(FileHandle3 directory) {
    synchronized (positions) {
      return positions.getOrDefault(directory, Position.START);
    }
  }

  private void remember(FileHandle3 directory, Position position) {
    synchronized (positions) {
      positions.put(directory, position);
    }
  }
}
