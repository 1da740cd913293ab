package dev.byway.it.nfs3client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.DirectoryVisitor;
import dev.byway.vfs.ForwardingVfs;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that does not know its cookies any more (NFS3ERR_BAD_COOKIE) in the middle of a
/// listing: no name comes twice, none is left out.
class BadCookieTest {
  private static final Caller ME = Caller.ROOT;
  private static final int NAMES = 3000;

  private final Renumbering room = new Renumbering(new MemoryVfs());
  private Loopback server;
  private Vfs client;

  /// Gives entries other cookies after each renumbering, and knows only the newest.
  private static final class Renumbering extends ForwardingVfs {
    private volatile long base;

    Renumbering(Vfs next) {
      super(next);
    }

    void renumber() {
      base += 1L << 40;
    }

    @Override
    public boolean readdir(
        Caller caller, Node directory, long cookie, boolean plus, DirectoryVisitor visitor)
        throws ErrnoException {
      long now = base;
      if (cookie != 0 && (cookie < now || cookie - now >= 1L << 40)) {
        throw Errno.EINVAL.exception();
      }
      return super.readdir(
          caller,
          directory,
          cookie == 0 ? 0 : cookie - now,
          plus,
          (name, fileid, at, entry) -> visitor.visit(name, fileid, at + now, entry));
    }
  }

  @BeforeEach
  void serve() throws Exception {
    for (int i = 0; i < NAMES; i++) {
      room.mkdir(ME, room.root(), Name.of("name" + i), SetAttributes.ofMode(0755));
    }
    server = Loopback.serve(room);
    client = server.mount();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private static boolean isOurs(Name name) {
    return !name.isSpecial();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void inTheMiddleOfAListingItGoesOnAfterTheLastName(boolean plus) throws Exception {
    List<String> seen = new ArrayList<>();
    boolean end =
        client.readdir(
            ME,
            client.root(),
            0,
            plus,
            (name, fileid, cookie, entry) -> {
              if (isOurs(name)) {
                seen.add(name.toString());
                if (seen.size() == 10) {
                  room.renumber();
                }
              }
              return true;
            });
    assertThat(end).isTrue();
    assertThat(seen).hasSize(NAMES).doesNotHaveDuplicates();
  }

  @Test
  void aListingThatIsTakenUpAgainGoesOnAfterTheLastName() throws Exception {
    List<String> seen = new ArrayList<>();
    long[] next = {0};
    boolean end = false;
    while (!end) {
      int before = seen.size();
      end =
          client.readdir(
              ME,
              client.root(),
              next[0],
              false,
              (name, fileid, cookie, entry) -> {
                if (seen.size() == before + 1000) {
                  return false;
                }
                next[0] = cookie;
                if (isOurs(name)) {
                  seen.add(name.toString());
                }
                return true;
              });
      room.renumber();
    }
    assertThat(seen).hasSize(NAMES).doesNotHaveDuplicates();
  }

  @Test
  void aCookieThatNobodyKnowsIsInvalid() {
    assertThatThrownBy(
            () -> client.readdir(ME, client.root(), 1L << 50, false, (n, f, c, e) -> true))
        .isInstanceOfSatisfying(
            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
  }
}
