package dev.byway.server.ninep;

import dev.byway.server.rpc.Credential;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.xdr.XdrString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who a user of a client is here. 9P names a user, by number or by name, and no groups: these are
/// what this machine's `/etc/passwd` and `/etc/group` say. Nothing of it is proved.
final class Accounts {
  private static final Path PASSWD = Path.of("/etc/passwd");
  private static final Path GROUP = Path.of("/etc/group");
  private static final long STALE_NANOS = 5_000_000_000L;
  private static final int NOBODY = 65534;
  private static final int MAX_GROUPS = 1024;

  /// `1000:100,4,27`: a user, a group and more groups by number.
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,10}):(\\d{1,10}(?:,\\d{1,10})*)");

  private volatile @Nullable Known known;

  private record Account(String name, int uid, int gid) {}

  private record Known(
      Map<String, Account> byName,
      Map<Integer, Account> byUid,
      Map<String, List<Integer>> groups,
      long nanos) {}

  /// The credential of Tattach. Numbers with groups say most, then the number, then the name.
  ///
  /// @param uname a name, or numbers as `uid:gid,gid,...`
  /// @param nUname unsigned; [Ninep#NONUNAME]: the name counts
  Credential credential(XdrString uname, int nUname) {
    String name = uname.toString();
    Matcher numbers = NUMBERS.matcher(name);
    if (numbers.matches()) {
      return numbers(numbers.group(1), numbers.group(2).split(","));
    }
    if (nUname != Ninep.NONUNAME) {
      Account account = read().byUid.get(nUname);
      return account == null ? Credential.sys(nUname, NOBODY, new int[0], "") : of(account);
    }
    Account account = read().byName.get(name);
    if (account != null) {
      return of(account);
    }
    return name.equals("root") ? Credential.sys(0, 0, new int[0], "") : Credential.none();
  }

  /// A user's name, or the number as text.
  XdrString name(int uid) {
    Account account = read().byUid.get(uid);
    return XdrString.of(account == null ? Integer.toUnsignedString(uid) : account.name);
  }

  private static Credential numbers(String uid, String[] gids) {
    try {
      int[] groups = new int[Math.min(MAX_GROUPS, gids.length - 1)];
      for (int i = 0; i < groups.length; i++) {
        groups[i] = Integer.parseUnsignedInt(gids[i + 1]);
      }
      return Credential.sys(
          Integer.parseUnsignedInt(uid), Integer.parseUnsignedInt(gids[0]), groups, "");
    } catch (NumberFormatException tooLarge) {
      return Credential.none();
    }
  }

  private Credential of(Account account) {
    List<Integer> groups = read().groups.getOrDefault(account.name, List.of());
    int[] gids = groups.stream().limit(MAX_GROUPS).mapToInt(Integer::intValue).toArray();
    return Credential.sys(account.uid, account.gid, gids, "");
  }

  private Known read() {
    Known now = known;
    if (now == null || System.nanoTime() - now.nanos > STALE_NANOS) {
      now = readFiles();
      known = now;
    }
    return now;
  }

  private static Known readFiles() {
    Map<String, Account> byName = new HashMap<>();
    Map<Integer, Account> byUid = new HashMap<>();
    Map<String, List<Integer>> groups = new HashMap<>();
    for (String[] fields : lines(PASSWD)) {
      if (fields.length > 3 && isNumber(fields[2]) && isNumber(fields[3])) {
        int uid = Integer.parseUnsignedInt(fields[2]);
        Account account = new Account(fields[0], uid, Integer.parseUnsignedInt(fields[3]));
        byName.putIfAbsent(account.name, account);
        byUid.putIfAbsent(uid, account);
      }
    }
    for (String[] fields : lines(GROUP)) {
      if (fields.length > 3 && isNumber(fields[2])) {
        int gid = Integer.parseUnsignedInt(fields[2]);
        for (String member : fields[3].split(",")) {
          groups.computeIfAbsent(member, key -> new ArrayList<>()).add(gid);
        }
      }
    }
    return new Known(byName, byUid, groups, System.nanoTime());
  }

  private static boolean isNumber(String text) {
    return text.matches("\\d{1,9}");
  }

  private static List<String[]> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
          .map(line -> line.split(":", -1))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
