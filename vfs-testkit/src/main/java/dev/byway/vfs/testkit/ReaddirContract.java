package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Listing directories, also while they change.
abstract class ReaddirContract extends Chapter {
  private record Listed(String name, long fileid, long cookie, @Nullable Entry entry) {}

  @Test
  void emptyDirectoryListsDotAndDotDot() throws Exception {
    Place empty = place().inNew("d");
    List<Listed> listed = list(empty, 0, false);
    assertThat(listed).extracting(Listed::name).containsExactly(".", "..");
    assertThat(listed.get(0).fileid()).isEqualTo(empty.stat().fileid());
    assertThat(listed.get(1).fileid()).isEqualTo(place().stat().fileid());
  }

  @Test
  void dotDotOfTheRootIsTheRoot() throws Exception {
    Place root = place().in(vfs().root());
    List<Listed> listed = list(root, 0, true);
    assertThat(listed.get(1).name()).isEqualTo("..");
    assertThat(listed.get(1).fileid()).isEqualTo(root.stat().fileid());
    assertThat(listed.get(1).entry()).isNull();
  }

  @Test
  void listingTellsNameFileidAndCookie() throws Exception {
    Place d = place().inNew("d");
    fill(d, 20);
    List<Listed> listed = list(d, 0, false);
    assertThat(listed).hasSize(22);
    assertThat(listed).extracting(Listed::cookie).doesNotContain(0L).doesNotHaveDuplicates();
    for (Listed each : listed.subList(2, 22)) {
      assertThat(each.fileid()).isEqualTo(d.stat(d.find(each.name())).fileid());
      assertThat(each.entry()).isNull();
    }
  }

  @Test
  void plusTellsNodesAndAttributes() throws Exception {
    Place d = place().inNew("d");
    fill(d, 5);
    d.mkdir("directory");
    if (can().symbolicLinks()) {
      d.symlink("link", "nowhere");
    }
    for (Listed each : list(d, 0, true)) {
      if (!each.name().startsWith(".")) {
        Entry entry = d.vfs().lookup(su(), d.here(), Place.name(each.name()));
        assertThat(each.entry()).isEqualTo(entry);
      }
    }
  }

  @Test
  void everyCookieGoesOnAfterItsEntry() throws Exception {
    Place d = place().inNew("d");
    fill(d, 50);
    List<Listed> all = list(d, 0, false);
    for (int i = 0; i < all.size(); i++) {
      List<Listed> rest = list(d, all.get(i).cookie(), false);
      assertThat(rest).isEqualTo(all.subList(i + 1, all.size()));
    }
  }

  @Test
  void refusedEntryComesFirstNextTime() throws Exception {
    Place d = place().inNew("d");
    fill(d, 10);
    List<Listed> all = list(d, 0, false);
    var taken = new ArrayList<String>();
    long cookie = 0;
    boolean end = false;
    for (int call = 0; !end; call++) {
      assertThat(call).as("the listing does not end").isLessThan(20);
      var page = new ArrayList<Listed>();
      end = d.vfs().readdir(su(), d.here(), cookie, false, taking(page, 3));
      page.forEach(each -> taken.add(each.name()));
      cookie = page.isEmpty() ? cookie : page.getLast().cookie();
    }
    assertThat(taken).containsExactlyElementsOf(all.stream().map(Listed::name).toList());
  }

  private static dev.byway.vfs.DirectoryVisitor taking(List<Listed> page, int most) {
    return (name, fileid, cookie, entry) -> {
      if (page.size() == most) {
        return false;
      }
      return page.add(new Listed(name.toString(), fileid, cookie, entry));
    };
  }

  @Test
  void theEndIsToldOnlyWhenAllWereTaken() throws Exception {
    Place d = place().inNew("d");
    fill(d, 3);
    long last = list(d, 0, false).getLast().cookie();
    assertThat(d.vfs().readdir(su(), d.here(), 0, false, (_, _, _, _) -> true)).isTrue();
    assertThat(d.vfs().readdir(su(), d.here(), 0, false, (_, _, _, _) -> false)).isFalse();
    assertThat(d.vfs().readdir(su(), d.here(), last, false, (_, _, _, _) -> false)).isTrue();
  }

  @Test
  void impossibleCookiesAreInvalid() throws Exception {
    Place d = place().inNew("d");
    fill(d, 3);
    Set<Long> good = new HashSet<>();
    list(d, 0, false).forEach(each -> good.add(each.cookie()));
    for (long cookie : new long[] {-1, Long.MIN_VALUE}) {
      if (!good.contains(cookie)) {
        assertFails(() -> list(d, cookie, false), Errno.EINVAL);
      }
    }
  }

  @Test
  void cookieOfARemovedEntryStillGoesOnAfterIt() throws Exception {
    Place d = place().inNew("d");
    fill(d, 30);
    List<Listed> all = list(d, 0, false);
    Listed middle = all.get(15);
    d.unlink(middle.name());
    assertThat(list(d, middle.cookie(), false)).isEqualTo(all.subList(16, all.size()));
  }

  @Test
  void visitorMayUseTheRoom() throws Exception {
    Place d = place().inNew("d");
    fill(d, 20);
    var failed = new ArrayList<ErrnoException>();
    d.vfs()
        .readdir(
            su(),
            d.here(),
            0,
            false,
            (name, _, _, _) -> {
              try {
                if (!name.isSpecial()) {
                  d.stat(d.find(name.toString()));
                  d.unlink(name.toString());
                }
              } catch (ErrnoException e) {
                failed.add(e);
              }
              return true;
            });
    assertThat(failed).isEmpty();
    assertThat(d.names()).isEmpty();
  }

  /// The promise of [dev.byway.vfs.Vfs#readdir] at its hardest: a large directory, listed in pages
  /// of odd sizes, while names come, go, change places and are replaced between the pages.
  @Test
  void entriesThatStayAreListedOnceWhileOthersComeAndGo() throws Exception {
    Place d = place().inNew("d");
    int size = contract().largeDirectory();
    for (int i = 0; i < size; i++) {
      d.file((i % 3 == 0 ? "goes" : "stays") + i);
    }
    var seen = new HashSet<String>();
    var twice = new ArrayList<String>();
    long cookie = 0;
    boolean end = false;
    for (int page = 0; !end; page++) {
      var taken = new ArrayList<Listed>();
      end = d.vfs().readdir(su(), d.here(), cookie, false, taking(taken, 500 + page % 7));
      for (Listed each : taken) {
        if (!seen.add(each.name())) {
          twice.add(each.name());
        }
        cookie = each.cookie();
      }
      disturb(d, page, size);
      if (!isWeak(Weakening.REPLACED_NAMES_MAY_HIDE)) {
        d.file("fresh-" + page);
        d.rename("fresh-" + page, "stays" + (page % (size / 3) * 3 + 1));
      }
    }
    assertThat(twice).as("entries listed twice").isEmpty();
    var hidden = new ArrayList<String>();
    for (int i = 0; i < size; i++) {
      if (i % 3 != 0 && !seen.contains("stays" + i)) {
        hidden.add("stays" + i);
      }
    }
    assertThat(hidden).as("entries that stayed but were not listed").isEmpty();
  }

  /// Removes old names on both sides of the listing, adds new ones, renames some.
  private static void disturb(Place d, int page, int size) throws ErrnoException {
    int each = Math.max(3, size / 1000);
    for (int i = 0; i < each; i++) {
      int goes = (int) ((page * 7919L + i * 104_729L) % size);
      String name = "goes" + goes;
      if (goes % 3 == 0 && d.has(name)) {
        if (i % 2 == 0) {
          d.unlink(name);
        } else {
          d.rename(name, "renamed-" + page + "-" + i);
        }
      }
      d.file("comes-" + page + "-" + i);
    }
  }

  @Test
  void subdirectoriesAndFilesAreListedTogether() throws Exception {
    Place d = place().inNew("d");
    Node sub = d.mkdir("sub");
    d.file("f");
    d.in(sub).file("below");
    assertThat(d.names()).containsExactlyInAnyOrder("sub", "f");
  }

  private static void fill(Place d, int count) throws ErrnoException {
    for (int i = 0; i < count; i++) {
      d.file("f" + i);
    }
  }

  private static List<Listed> list(Place d, long cookie, boolean plus) throws ErrnoException {
    var listed = new ArrayList<Listed>();
    boolean end = d.vfs().readdir(d.caller(), d.here(), cookie, plus, taking(listed, 1 << 30));
    assertThat(end).isTrue();
    if (cookie == 0) {
      assertThat(listed).hasSizeGreaterThan(1);
      assertThat(Name.DOT.toString()).isEqualTo(listed.get(0).name());
      assertThat(Name.DOT_DOT.toString()).isEqualTo(listed.get(1).name());
    }
    return listed;
  }
}
