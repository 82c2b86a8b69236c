package org.clustershare.oidc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import org.junit.jupiter.api.Test;

class NimbusHttpAdapterTest {
  private static NimbusHttpAdapter answering(String body) {
    return NimbusHttpAdapter.other(
        request -> {
          var answer = new HTTPResponse(200);
          answer.setBody(body);
          return answer;
        });
  }

  private static URL address() throws IOException {
    return URI.create("https://issuer.example.com/keys").toURL();
  }

  @Test
  void aDocumentOfOneOfManyIssuersIsKeptWhenItIsOfOrdinarySize() throws IOException {
    var usual = "{\"keys\":[" + "{\"kid\":\"a\"},".repeat(900) + "{}]}";

    assertThat(answering(usual).retrieveResource(address()).getContent()).isEqualTo(usual);
    assertThatThrownBy(
            () ->
                answering("{\"a\":\"" + "x".repeat(128 << 10) + "\"}").retrieveResource(address()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 128 KiB");
  }

  @Test
  void countlessLittleValuesAreRefusedBeforeTheyAreParsed() {
    var countless = "{\"a\":[0" + ",0".repeat(2_500) + "]}";

    assertThatThrownBy(() -> answering(countless).retrieveResource(address()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 2000 values");
    assertThatThrownBy(
            () -> answering(countless).send(new HTTPRequest(HTTPRequest.Method.GET, address())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 2000 values");
  }
}
