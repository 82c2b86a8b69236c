package org.clustershare.platform.pem;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * Elliptic curve that is accepted for keys (FIPS 186-5); Go and the JDK support no others for TLS.
 */
@SuppressWarnings("ImmutableEnumChecker") // ECParameterSpec is immutable, as its Javadoc says.
public enum NamedCurve {
  P_256("secp256r1", "1.2.840.10045.3.1.7"),
  P_384("secp384r1", "1.3.132.0.34"),
  P_521("secp521r1", "1.3.132.0.35");

  private final ECParameterSpec parameters;
  private final String oid;

  NamedCurve(String name, String oid) {
    this.oid = oid;
    try {
      var named = AlgorithmParameters.getInstance("EC");
      named.init(new ECGenParameterSpec(name));
      parameters = named.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no curve " + name, e);
    }
  }

  /** The curve with this object identifier (RFC 5480, section 2.1.1.1). */
  public static Optional<NamedCurve> ofOid(String oid) {
    return Arrays.stream(values()).filter(curve -> curve.oid.equals(oid)).findFirst();
  }

  /** The curve with exactly these parameters. */
  static Optional<NamedCurve> of(ECParameterSpec parameters) {
    return Arrays.stream(values()).filter(curve -> curve.has(parameters)).findFirst();
  }

  public ECParameterSpec parameters() {
    return parameters;
  }

  private boolean has(ECParameterSpec other) {
    return parameters.getCurve().equals(other.getCurve())
        && parameters.getGenerator().equals(other.getGenerator())
        && parameters.getOrder().equals(other.getOrder())
        && parameters.getCofactor() == other.getCofactor();
  }
}
