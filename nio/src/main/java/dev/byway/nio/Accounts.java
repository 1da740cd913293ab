package dev.byway.nio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Users and groups. NFSv3 knows them by number; names are those of this machine's `/etc/passwd`
/// and `/etc/group`, read once, and the number itself where there is none. Two are equal when their
/// numbers are.
final class Accounts extends UserPrincipalLookupService {
  private @Nullable Table users;
  private @Nullable Table groups;

  private record Table(Map<Integer, String> names, Map<String, Integer> ids) {
    static Table read(String file) {
      Table table = new Table(new HashMap<>(), new HashMap<>());
      try {
        for (String line : Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1)) {
          String[] fields = line.split(":", 4);
          if (fields.length > 2 && fields[2].matches("[0-9]{1,10}")) {
            int id = (int) Long.parseLong(fields[2]);
            table.names.putIfAbsent(id, fields[0]);
            table.ids.putIfAbsent(fields[0], id);
          }
        }
      } catch (IOException e) {
        // Then there are numbers only.
      }
      return table;
    }

    String name(int id) {
      return names.getOrDefault(id, Integer.toUnsignedString(id));
    }

    int id(String name) throws UserPrincipalNotFoundException {
      Integer id = ids.get(name);
      if (id != null) {
        return id;
      }
      try {
        return Integer.parseUnsignedInt(name);
      } catch (NumberFormatException e) {
        throw new UserPrincipalNotFoundException(name);
      }
    }
  }

  /// A number and its name; two are equal when they are of one kind and have one number.
  private abstract static sealed class Account implements Principal {
    private final int id;
    private final String name;

    Account(int id, String name) {
      this.id = id;
      this.name = name;
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Account that && getClass() == that.getClass() && id == that.id;
    }

    @Override
    public int hashCode() {
      return id;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final class User extends Account implements UserPrincipal {
    User(int uid, String name) {
      super(uid, name);
    }
  }

  private static final class Group extends Account implements GroupPrincipal {
    Group(int gid, String name) {
      super(gid, name);
    }
  }

  private synchronized Table users() {
    if (users == null) {
      users = Table.read("/etc/passwd");
    }
    return users;
  }

  private synchronized Table groups() {
    if (groups == null) {
      groups = Table.read("/etc/group");
    }
    return groups;
  }

  /// @param uid unsigned
  UserPrincipal user(int uid) {
    return new User(uid, users().name(uid));
  }

  /// @param gid unsigned
  GroupPrincipal group(int gid) {
    return new Group(gid, groups().name(gid));
  }

  private static int number(Account account) {
    return account.id;
  }

  static int uid(UserPrincipal user) {
    if (user instanceof User ours) {
      return number(ours);
    }
    throw new ProviderMismatchException(user + " is not a user of this provider");
  }

  static int gid(UserPrincipal group) {
    if (group instanceof Group ours) {
      return number(ours);
    }
    throw new ProviderMismatchException(group + " is not a group of this provider");
  }

  /// @param name or number
  @Override
  public UserPrincipal lookupPrincipalByName(String name) throws UserPrincipalNotFoundException {
    return user(users().id(name));
  }

  /// @param name or number
  @Override
  public GroupPrincipal lookupPrincipalByGroupName(String name)
      throws UserPrincipalNotFoundException {
    return group(groups().id(name));
  }
}
