package dev.byway.server.export;

import dev.byway.server.rpc.Credential;
import dev.byway.vfs.Caller;

/// What one group of clients may do with an export.
///
/// @param securePorts refuse clients whose port is not below 1024. Off by default, unlike knfsd: it
///     keeps out every client in user space and proves nothing where anybody can be root on his own
///     machine
/// @param anonUid stands for squashed users, unsigned
/// @param anonGid stands for squashed groups, unsigned
public record ClientRule(
    ClientMatch match,
    boolean readOnly,
    Squash squash,
    int anonUid,
    int anonGid,
    boolean securePorts) {
  /// The nobody of Linux.
  public static final int NOBODY = 65534;

  /// Everyone may read and write; root is squashed.
  public static final ClientRule DEFAULT =
      new ClientRule(ClientMatch.ANYONE, false, Squash.ROOT, NOBODY, NOBODY, false);

  /// The caller that a credential stands for here. A credential that names nobody (AUTH_NONE) is
  /// anonymous whatever the rule.
  ///
  /// @param origin see [Caller#origin]
  public Caller squashed(Credential credential, String origin) {
    if (squash == Squash.ALL || !credential.isSys()) {
      return Caller.of(anonUid, anonGid, new int[0], origin);
    }
    int[] groups = credential.gids();
    if (squash == Squash.NONE) {
      return Caller.of(credential.uid(), credential.gid(), groups, origin);
    }
    for (int i = 0; i < groups.length; i++) {
      groups[i] = groups[i] == 0 ? anonGid : groups[i];
    }
    int uid = credential.uid() == 0 ? anonUid : credential.uid();
    int gid = credential.gid() == 0 ? anonGid : credential.gid();
    return Caller.of(uid, gid, groups, origin);
  }

  public ClientRule withMatch(ClientMatch newMatch) {
    return new ClientRule(newMatch, readOnly, squash, anonUid, anonGid, securePorts);
  }

  public ClientRule withReadOnly(boolean newReadOnly) {
    return new ClientRule(match, newReadOnly, squash, anonUid, anonGid, securePorts);
  }

  public ClientRule withSquash(Squash newSquash) {
    return new ClientRule(match, readOnly, newSquash, anonUid, anonGid, securePorts);
  }

  public ClientRule withAnonymous(int newUid, int newGid) {
    return new ClientRule(match, readOnly, squash, newUid, newGid, securePorts);
  }

  public ClientRule withSecurePorts(boolean newSecurePorts) {
    return new ClientRule(match, readOnly, squash, anonUid, anonGid, newSecurePorts);
  }

  /// In the words of exports(5): `*(rw,root_squash)`.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(match.toString()).append(readOnly ? "(ro" : "(rw");
    text.append(
        switch (squash) {
          case ROOT -> ",root_squash";
          case ALL -> ",all_squash";
          case NONE -> ",no_root_squash";
        });
    if (anonUid != NOBODY) {
      text.append(",anonuid=").append(Integer.toUnsignedString(anonUid));
    }
    if (anonGid != NOBODY) {
      text.append(",anongid=").append(Integer.toUnsignedString(anonGid));
    }
    return text.append(securePorts ? ",secure)" : ")").toString();
  }
}
