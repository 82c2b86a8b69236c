package org.clustershare.console.share;

/**
 * The shell command that merges a downloaded kubeconfig into {@code ~/.kube/config}, in one line to
 * paste.
 *
 * <p>It keeps the current context and every entry that the download does not have. Entries of the
 * same name become the download's: they are of the same cluster or of the same client, and newer.
 * The merged file replaces the old one in one step; if anything fails before, nothing has changed.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/">
 *     Merging kubeconfig files: the first file that names a value wins</a>
 */
final class MergeCommand {
  private MergeCommand() {}

  /**
   * The command.
   *
   * @param file the download, as a word of the shell without quotes, such as {@code ~/Downloads/x}
   */
  static String of(String file) {
    /*
     * A shell of its own, so that aliases, noclobber and other shells do not matter. readlink: the
     * usual file may be a link. cat: kubectl silently leaves out a file that is not there. Not
     * --flatten: it fails if any file that any entry names is gone.
     */
    return ("sh -ec 'umask 077; mkdir -p ~/.kube; n=%s; "
            + "c=$(readlink -f ~/.kube/config || echo ~/.kube/config); "
            + "t=$(mktemp \"$c.XXXXXX\"); trap \"rm -f \\\"\\$t\\\"\" EXIT; trap \"exit 1\" HUP INT TERM; "
            + "cat \"$n\" > /dev/null; "
            + "KUBECONFIG=\"$n:$c\" kubectl config view --raw > \"$t\"; "
            + "x=$(KUBECONFIG=\"$c:$n\" kubectl config current-context); "
            + "KUBECONFIG=\"$t\" kubectl config set current-context \"$x\" > /dev/null; "
            + "mv \"$t\" \"$c\"'")
        .formatted(file);
  }
}
