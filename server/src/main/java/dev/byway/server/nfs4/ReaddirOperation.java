package dev.byway.server.nfs4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Export;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.DirectoryVisitor;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Bitmap4;
import dev.byway.wire.nfs4.Fattr4;
import dev.byway.wire.nfs4.FattrNumber;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Readdir4;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// READDIR, RFC 8881 §18.23: streams the room's entries into the reply. Cookies are the room's own
/// and stay good, so the cookie verifier is always zero. `.` and `..` are not told.
final class ReaddirOperation implements Operation {
  /// Most bytes of a listing: a client that asks for more gets this much.
  private static final int LISTING_MAX = 1 << 18;

  /// The largest entry.
  private static final int SLACK = Name.MAX + 32 + Attributes4.MAX_SIZE;

  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Readdir4.Args args = Readdir4.Args.decode(compound.args());
    Target dir = compound.current();
    if (args.cookie() == 1 || args.cookie() == 2 || args.cookie() != 0 && args.cookieverf() != 0) {
      return NfsStat4.NFS4ERR_BAD_COOKIE;
    }
    Listing listing = new Listing(compound, dir, args);
    boolean end;
    try {
      end = dir.vfs().readdir(dir.caller(), dir.node(), args.cookie(), true, listing);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EINVAL) {
        return refused(listing, NfsStat4.NFS4ERR_BAD_COOKIE);
      }
      throw e;
    }
    if (listing.failure != null) {
      throw listing.failure;
    }
    if (listing.isEmpty && !end) {
      return refused(listing, NfsStat4.NFS4ERR_TOOSMALL);
    }
    listing.end(end);
    return NfsStat4.NFS4_OK;
  }

  private static NfsStat4 refused(Listing listing, NfsStat4 status) {
    listing.out.rewind(listing.begin);
    return status;
  }

  /// What is told of one directory.
  private static final class Listing implements DirectoryVisitor {
    private final Compound compound;
    private final Target dir;
    private final Bitmap4 asked;
    private final XdrWriter out;
    private final int begin;
    private final int limit;
    private boolean isEmpty = true;
    private @Nullable ErrnoException failure;

    Listing(Compound compound, Target dir, Readdir4.Args args) throws Nfs4Exception {
      this.compound = compound;
      this.dir = dir;
      this.asked = args.attrRequest();
      int wanted = args.maxcount() < 0 ? LISTING_MAX : Math.min(LISTING_MAX, args.maxcount());
      int most = Math.min(wanted, compound.available() - SLACK - Compound.ROOM);
      if (most < Long.BYTES + Readdir4.END_SIZE) {
        throw Nfs4Exception.of(NfsStat4.NFS4ERR_TOOSMALL);
      }
      // An entry is written first, and then measured.
      compound.ensure(most + SLACK);
      this.out = compound.out();
      this.begin = out.position();
      this.limit = begin + most - Readdir4.END_SIZE;
      out.int64(0);
    }

    @Override
    public boolean visit(Name name, long fileid, long cookie, @Nullable Entry entry) {
      if (name.isSpecial()) {
        return true;
      }
      int before = out.position();
      try {
        if (!add(name, cookie, entry)) {
          out.rewind(before);
          return true;
        }
      } catch (ErrnoException e) {
        out.rewind(before);
        failure = e;
        return false;
      }
      if (out.position() > limit) {
        out.rewind(before);
        return false;
      }
      isEmpty = false;
      return true;
    }

    /// @return false: this client is not to see it
    private boolean add(Name name, long cookie, @Nullable Entry entry) throws ErrnoException {
      out.bool(true);
      out.int64(cookie);
      out.opaque(name.unsafeBytes());
      Export inner = Names.inner(compound, dir, name);
      if (inner != null) {
        if (inner.rule(compound.call().connection().peer()) == null) {
          return false;
        }
        Target root = Names.entered(compound, inner);
        Attributes attributes = inner.vfs().getattr(root.caller(), root.node());
        new Attributes4(compound, root, attributes).encode(asked);
      } else if (entry != null) {
        new Attributes4(compound, dir.with(entry.node()), entry.attributes()).encode(asked);
      } else {
        withoutAttributes();
      }
      return true;
    }

    private void withoutAttributes() {
      boolean told = asked.has(FattrNumber.RDATTR_ERROR);
      int mark = Fattr4.begin(out, told ? Bitmap4.of(FattrNumber.RDATTR_ERROR) : Bitmap4.EMPTY);
      if (told) {
        NfsStat4.NFS4ERR_ACCESS.encode(out);
      }
      Fattr4.end(out, mark);
    }

    void end(boolean eof) {
      out.bool(false);
      out.bool(eof);
    }
  }
}
