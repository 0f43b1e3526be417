package io.faka.gateway.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Where a webhook may go. A URL comes from a caller and is called from inside the operator's network, so only addresses of the open
 * internet are called, unless the operator says otherwise.
 */
final class WebhookAddress {
    private static final int MAX_URL = 2_048;

    private WebhookAddress() {}

    /**
     * Checks the form of a URL.
     *
     * @throws WebhookRefusal if it is no URL that a webhook can have
     */
    static URI parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw invalid("url is not a URL: " + e.getReason());
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (url.length() > MAX_URL || !scheme.equals("https") && !scheme.equals("http")) {
            throw invalid("url must be http:// or https:// and have at most " + MAX_URL + " characters");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw invalid("url must name a host, and neither a user nor a fragment");
        }
        return uri;
    }

    /**
     * Resolves the host and checks every address it has.
     *
     * @throws WebhookRefusal if there is none, or one of them is not of the open internet
     */
    static void check(URI uri, boolean allowPrivate) {
        String host = uri.getHost();
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new WebhookRefusal(422, "webhook_host_unknown", "the host " + host + " has no address");
        }
        for (InetAddress address : addresses) {
            if (!allowPrivate && !isPublic(address)) {
                throw new WebhookRefusal(
                        422,
                        "webhook_address_refused",
                        "the host " + host + " has an address that is private, loopback, link-local or reserved");
            }
        }
    }

    /** Whether it is an address of the open internet. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : address instanceof Inet6Address && isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] bytes) {
        int a = bytes[0] & 0xFF;
        int b = bytes[1] & 0xFF;
        int c = bytes[2] & 0xFF;
        boolean shared = a == 100 && b >= 64 && b <= 127;
        boolean protocol = a == 192 && b == 0 && (c == 0 || c == 2);
        boolean relay = a == 192 && b == 88 && c == 99;
        boolean benchmark = a == 198 && (b == 18 || b == 19);
        boolean documentation = a == 198 && b == 51 && c == 100 || a == 203 && b == 0 && c == 113;
        return a != 0 && a < 240 && !shared && !protocol && !relay && !benchmark && !documentation;
    }

    /** Of the global range only, and not what carries an IPv4 address inside: tunnels and translations. */
    private static boolean isPublic6(byte[] bytes) {
        boolean global = (bytes[0] & 0xE0) == 0x20;
        int first = (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        int second = (bytes[2] & 0xFF) << 8 | bytes[3] & 0xFF;
        boolean special = first == 0x2001 && (second < 0x0200 || second == 0x0DB8);
        return global && first != 0x2002 && !special;
    }

    private static WebhookRefusal invalid(String detail) {
        return new WebhookRefusal(400, "invalid_url", detail);
    }
}
