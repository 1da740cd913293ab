package dev.byway.it.fuse;

/// Things that people do with files, in sh(1) and GNU coreutils.
enum Script {
  FILES(
      """
      echo hello > a; cat a; wc -c < a
      mkdir -p tree/x/y; for i in 1 2 3 4 5; do seq $i 2000 > tree/x/f$i; cp tree/x/f$i tree/x/y; done
      cp -r tree copy; diff -r tree copy && echo same
      find . -type f | sort; rm -r tree; ls; find . | sort | md5sum
      """),
  LINKS(
      """
      echo one > a; ln a b; ln -s a l; ln -s nowhere dead; stat -c '%n %h %s %A' a b l dead
      [ $(stat -c %i a) = $(stat -c %i b) ] && echo one inode
      echo two >> b; cat a l; rm a; cat b; cat l; readlink l dead; stat -c %h b
      ln b b; ln b nowhere/c; ln -s x l; ln . d
      """),
  MODES(
      """
      umask 027; touch f; mkdir d; stat -c '%a' f d; chmod 1777 d; chmod u+s,g+s f; stat -c '%a %A' f d
      chown 12:34 f; stat -c '%a %u %g' f; chmod 0000 f; stat -c %a f; chgrp 55 d; stat -c '%u %g %a' d
      mkdir g; chown 0:99 g; chmod 2775 g; mkdir g/s; touch g/t; stat -c '%n %a %g' g/s g/t
      """),
  SIZES(
      """
      seq 1 1000 > f; truncate -s 100 f; cat f | md5sum; truncate -s 10000 f; md5sum < f; stat -c %s f
      dd if=/dev/zero of=f bs=1 count=1 seek=20000 conv=notrunc 2> /dev/null; stat -c %s f; md5sum < f
      : > f; stat -c %s f; truncate -s 3G f; stat -c %s f; tail -c 5 f | od -c; echo end >> f; stat -c %s f
      head -c 300000 /dev/zero | tr '\\0' x > g; dd if=g bs=7777 skip=3 2> /dev/null | md5sum
      """),
  APPENDING(
      """
      exec 3>> log 4>> log; for i in 1 2 3 4 5; do echo three $i >&3; echo four $i >&4; done; cat log
      (for i in $(seq 200); do echo aaaaaaaaaa >> both; done) & (for i in $(seq 200); do echo bbbbb >> both; done)
      wait; wc both; sort both | uniq -c
      """),
  WITHOUT_A_NAME(
      """
      exec 3> f 4< f; echo before >&3; rm f; echo after >&3; cat <&4; ls; exec 3>&- 4<&-
      echo x > g; exec 3< g; echo y > g2; mv g2 g; cat <&3; cat g
      mkdir d; cd d; rmdir ../d; touch f; cd ..; ls
      """),
  MOVES(
      """
      mkdir a b; echo 1 > a/f; echo 2 > b/g; mv a/f b/g; cat b/g; mv b a/; find . | sort; mv a/b/g a/h; cat a/h
      mkdir x x/full; touch x/full/z; mkdir y; mv -T x y; find . | sort; mkdir w; mv -T w y; mv y y/in; mv -T y/full a
      mv nothing something; touch t; mv -T t a; mv -T a t; mv t t; ls
      """),
  FAILURES(
      """
      mkdir d d; touch d/f; rmdir d; cat d; rm d; cat nothing; cat d/f/x; cd d/f; ls -l nothing
      mkdir d/f/x; ln -s self self; cat self; touch $(printf %0256d 0); touch $(printf %0255d 0); ls
      echo x > d; rmdir d/f; mkdir no/thing; truncate -s -1 d/f; cp d e; mknod d/f p; rm -r .
      echo > .; ls nothing/; readlink d; dd if=d 2>&1 | head -1
      """),
  PERMISSIONS(
      """
      chmod 755 .; me='setpriv --reuid=12345 --regid=12345 --clear-groups'
      echo secret > s; chmod 600 s; $me cat s; chmod 644 s; $me cat s; $me sh -c 'echo x > s'; $me touch n
      mkdir d; chmod 711 d; echo in > d/f; $me ls d; $me cat d/f; chmod 700 d; sleep 1.2; $me cat d/f
      mkdir t; chmod 1777 t; touch t/mine; $me rm -f t/mine; $me touch t/his; rm t/his; echo g > g
      chown 0:777 g; chmod 640 g; $me cat g; setpriv --reuid=12345 --regid=12345 --groups=1,777 cat g
      $me chmod 777 s; $me chown 12345 s; $me touch -d yesterday s; mkdir w; chown 12345 w; $me mkdir w/o
      stat -c '%u %g %a' w/o; echo mine | $me sh -c 'cat > w/f'; $me chmod 200 w/f; $me cat w/f; $me sh -c 'echo >> w/f'
      $me test -r s && echo r; $me test -w s || echo no w; $me test -x s || echo no x; $me chmod 6777 w/f; stat -c %a w/f
      """),
  SET_ID(
      """
      chmod 755 .; me='setpriv --reuid=12345 --regid=12345 --clear-groups --inh-caps=-all'
      for f in a b c d; do echo x > $f; chmod 6777 $f; done; $me sh -c 'echo y >> a'; stat -c %a a
      $me truncate -s 0 b; stat -c %a b; chown 1:1 c; stat -c %a c; echo y >> d; stat -c %a d
      chmod 2666 d; $me sh -c 'echo z >> d'; stat -c %a d; chmod 6777 d; $me sh -c ': > d'; stat -c %a d
      """),
  TIMES(
      """
      touch -d '2001-02-03 04:05:06.123456789 UTC' f; TZ=UTC stat -c '%x %y' f; touch -a -d @77 f; stat -c '%X %Y' f
      touch -m -d @88.5 f; stat -c '%.9X %.9Y' f; cp -p f g; stat -c '%Y' g; touch -d @5 f; stat -c %Y f
      touch f; [ $(($(date +%s) - $(stat -c %Y f))) -le 2 ] && echo recent; touch -d @99 old; [ f -nt old ] && echo newer
      mkdir d; touch -d @5 d; stat -c %Y d; touch d/x; [ d -nt old ] && echo changed; touch -r old d; stat -c %Y d
      """),
  SPECIAL(
      """
      mkfifo p; echo through > p & cat p; wait; stat -c '%F %A' p; mknod n c 1 3; stat -c '%F %t %T' n
      echo gone > n; cat n; mknod b b 300 70000; stat -c '%F %t %T' b; mknod r p; ls -l n b | awk '{print $1,$5,$6}'
      """),
  EXECUTING(
      """
      printf '#!/bin/sh\\necho ran $1\\n' > s; ./s a; chmod 755 s; ./s b; cp /bin/true t; ./t && echo true; cp t x
      chmod 755 .; chmod 711 x; setpriv --reuid=12345 --regid=12345 --clear-groups ./x && echo executed
      setpriv --reuid=12345 --regid=12345 --clear-groups cat x; chmod 644 t; setpriv --reuid=12345 ./t; ./t
      """),
  ARCHIVES(
      """
      mkdir -p src/a/b; for i in $(seq 50); do seq $i 500 > src/a/$i; ln -s ../$i src/a/b/l$i; done; ln src/a/1 src/a/one
      tar cf t.tar --sort=name --mtime=@0 src; md5sum < t.tar; mkdir out; tar xf t.tar -C out; diff -r src out/src && echo same
      stat -c '%h %Y' out/src/a/one; rm -r src; gzip t.tar; gunzip -c t.tar.gz | tar tf - | sort | md5sum
      """),
  MANY_ENTRIES(
      """
      mkdir many; cd many; for i in $(seq 1500); do : > file-with-a-rather-long-name-$i; done; ls | wc -l; ls | md5sum
      ls -lU | wc -l; for i in $(seq 1 3 1500); do rm file-with-a-rather-long-name-$i; done; ls | md5sum; rm *; ls -a | sort
      d=.; for i in $(seq 60); do d=$d/$i; mkdir $d; done; echo deep > $d/f; cat $d/f; find . | wc -l; rm -r 1; ls -a | sort
      """),
  EDITING(
      """
      seq 100 > f; sed -i s/1/one/ f; md5sum f; sort -R f > g; sort -o g g; sort f | cmp - g && echo sorted; echo a >> f
      flock f echo locked; exec 3< f; flock -s 3; flock -n f echo no || echo busy; exec 3<&-; flock -n f echo free
      cp f h; cp -u h f; cp --reflink=auto f i; cmp f i; install -m 600 f j; stat -c %a j; split -l 10 f part; ls; cat part* | cmp - f
      sync; sync f; sync -d f; dd if=f of=k conv=fsync bs=10 2> /dev/null; cmp f k
      """),
  RANGES(
      """
      seq 100000 > f; fallocate -l 1M f; stat -c %s f; md5sum f; fallocate -p -o 4096 -l 65536 f; md5sum f; stat -c %s f
      fallocate -z -o 200000 -l 1000000 f; md5sum f; stat -c %s f; fallocate -n -o 5M -l 1M f; stat -c %s f
      cp f g; cmp f g; cp --sparse=always f h; cmp f h; cp --reflink=auto f i; cmp f i; truncate -s 20M f; cp f j; cmp f j
      [ $(du -k j | cut -f1) -lt 3000 ] && echo sparse; cat f f > k; cat f >> k; stat -c %s k; fallocate -d g; cmp g h
      """),
  XATTRS(
      """
      echo x > f; mkdir d; ln -s f l; mkfifo p; setfattr -n user.colour -v red f d; getfattr -d f d
      setfattr -n user.colour -v 'dark blue' f; setfattr -n user.empty f; getfattr -d f; getfattr --only-values -n user.colour l
      setfattr -h -n user.colour -v red l p; getfattr -h -d l p; getfattr -n user.none f; setfattr -x user.none f
      cp -a f g; getfattr -d g; cp --preserve=xattr f h; getfattr -n user.colour h; ln f k; mv f m; getfattr -d k m
      setfattr -x user.colour m; getfattr -d k; setfattr -n user.bin -v 0x00ff10 m; getfattr -e hex -d m
      chmod 755 .; me='setpriv --reuid=12345 --regid=12345 --clear-groups'; $me getfattr -d m; $me setfattr -n user.a -v b m
      chmod 600 m; $me getfattr -d m; $me getfattr -n user.bin m; chmod 1777 d; $me setfattr -n user.a -v b d
      setfattr -n other.a -v b m; getfattr -n other.a m; for i in $(seq 30); do setfattr -n user.n$i -v $i m; done; getfattr m | sort
      tar --xattrs -cf t m d; rm -r m d; tar --xattrs -xf t; getfattr -d m d
      """);

  final String text;

  Script(String text) {
    this.text = text;
  }
}
