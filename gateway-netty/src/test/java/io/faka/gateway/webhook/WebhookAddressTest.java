package io.faka.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.0.9",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.5",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::",
                "::a00:1"
            })
    void shouldTellPrivateAddressesApart(String address) throws UnknownHostException {
        assertThat(WebhookAddress.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.63.0.1", "172.32.0.1", "198.20.0.1", "2606:4700::1111", "2001:4860::8888"})
    void shouldLetPublicAddressesThrough(String address) throws UnknownHostException {
        assertThat(WebhookAddress.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "ftp://h/x",
                "file:///etc/passwd",
                "http:///x",
                "https://u:p@h/x",
                "https://h/x#f",
                "https://h /",
                "//h/x",
                "https:h"
            })
    void shouldRefuseWhatIsNoUrlOfAWebhook(String url) {
        assertThatThrownBy(() -> WebhookAddress.parse(url))
                .isInstanceOfSatisfying(
                        WebhookRefusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("invalid_url"));
    }

    @Test
    void shouldLookAtWhatANameResolvesTo() {
        URI byName = WebhookAddress.parse("http://localhost:9/x");
        assertThatThrownBy(() -> WebhookAddress.check(byName, false))
                .isInstanceOfSatisfying(
                        WebhookRefusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("webhook_address_refused"));
        WebhookAddress.check(byName, true);
        assertThatThrownBy(() -> WebhookAddress.check(WebhookAddress.parse("https://does-not-exist.invalid/"), false))
                .isInstanceOfSatisfying(
                        WebhookRefusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("webhook_host_unknown"));
        for (String trick : new String[] {"http://2130706433/", "http://0x7f.1/", "http://[::ffff:127.0.0.1]/"}) {
            assertThatThrownBy(() -> WebhookAddress.check(WebhookAddress.parse(trick), false))
                    .as(trick)
                    .isInstanceOf(WebhookRefusal.class);
        }
    }

    @Test
    void shouldDoubleTheWaitUpToTheLongest() {
        WebhookPolicy policy = new WebhookPolicy(1, 99, 1_000, 3_600_000, 1, 1, false);
        assertThat(policy.delayMillis(1)).isEqualTo(1_000);
        assertThat(policy.delayMillis(2)).isEqualTo(2_000);
        assertThat(policy.delayMillis(12)).isEqualTo(2_048_000);
        assertThat(policy.delayMillis(13)).isEqualTo(3_600_000);
        assertThat(policy.delayMillis(5_000)).isEqualTo(3_600_000);
    }

    @Test
    void shouldSignAsStandardWebhooksHasIt() {
        // The example of the specification's libraries.
        WebhookSecret secret = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        byte[] body = "{\"test\": 2432232314}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(WebhookSecret.random().text()).hasSizeGreaterThan(40).startsWith("whsec_");
        assertThat(secret.toString()).doesNotContain("MfKQ");
    }
}
