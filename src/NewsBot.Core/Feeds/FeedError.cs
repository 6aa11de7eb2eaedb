namespace NewsBot.Core.Feeds;

/// <summary>
/// Why a feed could not be read. A value, not an exception: each knows the key and arguments of its text for people and
/// whether it can pass by itself.
/// </summary>
internal abstract record FeedError
{
    private FeedError()
    {
    }

    /// <summary>Key of the text that tells a person what is wrong.</summary>
    public abstract string TextKey { get; }

    /// <summary>Named values of that text.</summary>
    public virtual IReadOnlyDictionary<string, object> Arguments => new Dictionary<string, object>();

    /// <summary>True when asking the same address again can hardly help.</summary>
    public virtual bool IsPermanent => false;

    /// <summary>The address is not one of the web: not absolute, or neither http nor https.</summary>
    internal sealed record BadAddress(string Address) : FeedError
    {
        /// <inheritdoc/>
        public override string TextKey => "feed.error.bad-address";

        /// <inheritdoc/>
        public override IReadOnlyDictionary<string, object> Arguments => new Dictionary<string, object> { ["address"] = Address };

        /// <inheritdoc/>
        public override bool IsPermanent => true;
    }

    /// <summary>The name leads to a private, loopback or otherwise special address, where the bot does not go.</summary>
    internal sealed record PrivateAddress(string Host) : FeedError
    {
        /// <inheritdoc/>
        public override string TextKey => "feed.error.private-address";

        /// <inheritdoc/>
        public override IReadOnlyDictionary<string, object> Arguments => new Dictionary<string, object> { ["host"] = Host };

        /// <inheritdoc/>
        public override bool IsPermanent => true;
    }

    /// <summary>A port below 1024 that is not one of the web: another service listens there.</summary>
    internal sealed record ForbiddenPort(string Host, int Port) : FeedError
    {
        /// <inheritdoc/>
        public override string TextKey => "feed.error.port";

        /// <inheritdoc/>
        public override IReadOnlyDictionary<string, object> Arguments => new Dictionary<string, object> { ["host"] = Host, ["port"] = $"{Port}" };

        /// <inheritdoc/>
        public override bool IsPermanent => true;
    }

    /// <summary>No such name, nobody listens there, or the connection broke.</summary>
    internal sealed record Unreachable(string Host, UnreachableReason Reason) : FeedError
    {
        /// <inheritdoc/>
        public override string TextKey => Reason switch
        {
            UnreachableReason.NameNotFound => "feed.error.name-not-found",
            UnreachableReason.Refused => "feed.error.refused",
            _ => "feed.error.interrupted",
        };

        /// <inheritdoc/>
        public override IReadOnlyDictionary<string, object> Arguments => new Dictionary<string, object> { ["host"] = Host };
    }

    /// <summary>The whole answer did not arrive in time.</summary>
    internal sealed record Timeout(string Host, TimeSpan After) : FeedError
    {
        /// <inheritdoc/>
        public override string TextKey => "feed.error.timeout";

        /// <inheritdoc/>
        public override IReadOnlyDictionary<string, object> Arguments =>
            new Dictionary<string, object> { ["host"] = Host, ["seconds"] = (long)After.TotalSeconds };
    }

    /// <summary>No secure connection, because of the certificate or the handshake.</summary>
    internal sealed record TlsFailure(string Host, TlsProblem Problem) : FeedError
    {
        /// <inheritdoc/>
        public override string TextKey => Problem switch
        {
            TlsProblem.Expired => "feed.error.certificate-expired",
            TlsProblem.WrongName => "feed.error.certificate-name",
            TlsProblem.Untrusted => "feed.error.certificate-untrusted",
            _ => "feed.error.handshake",
        };

        /// <inheritdoc/>
        public override IReadOnlyDictionary<string, object> Arguments => new Dictionary<string, object> { ["host"] = Host };
    }

    /// <summary>The server answered with another status than 200 or 304.</summary>
    internal sealed record HttpStatus(string Host, int Code) : FeedError
    {
        /// <inheritdoc/>
        public override string TextKey => Code switch
        {
            401 or 403 or 407 or 451 => "feed.error.forbidden",
            404 => "feed.error.not-found",
            >= 500 => "feed.error.server",
            _ => "feed.error.status",
        };

        /// <inheritdoc/>
        public override IReadOnlyDictionary<string, object> Arguments =>
            new Dictionary<string, object> { ["host"] = Host, ["code"] = (long)Code };
    }

    /// <summary>410: the feed is gone for good (RFC 9110, 15.5.11).</summary>
    internal sealed record Gone(string Host) : FeedError
    {
        /// <inheritdoc/>
        public override string TextKey => "feed.error.gone";

        /// <inheritdoc/>
        public override IReadOnlyDictionary<string, object> Arguments => new Dictionary<string, object> { ["host"] = Host };

        /// <inheritdoc/>
        public override bool IsPermanent => true;
    }

    /// <summary>The host asks to be left alone: 429, or Retry-After with 503 or 403.</summary>
    /// <param name="Host">Who asked.</param>
    /// <param name="Until">When it may be asked again, if it said so.</param>
    internal sealed record RateLimited(string Host, DateTimeOffset? Until) : FeedError
    {
        /// <inheritdoc/>
        public override string TextKey => "feed.error.rate-limited";

        /// <inheritdoc/>
        public override IReadOnlyDictionary<string, object> Arguments => new Dictionary<string, object> { ["host"] = Host };
    }

    /// <summary>More than the permitted number of redirects, or a circle of them.</summary>
    internal sealed record TooManyRedirects(string Host, int Limit) : FeedError
    {
        /// <inheritdoc/>
        public override string TextKey => "feed.error.too-many-redirects";

        /// <inheritdoc/>
        public override IReadOnlyDictionary<string, object> Arguments =>
            new Dictionary<string, object> { ["host"] = Host, ["limit"] = (long)Limit };
    }

    /// <summary>The answer came in trickles, so slowly that it was cut off.</summary>
    internal sealed record TooSlow(string Host) : FeedError
    {
        /// <inheritdoc/>
        public override string TextKey => "feed.error.too-slow";

        /// <inheritdoc/>
        public override IReadOnlyDictionary<string, object> Arguments => new Dictionary<string, object> { ["host"] = Host };
    }

    /// <summary>Instead of the feed stands a test that only a browser passes (header <c>cf-mitigated: challenge</c>).</summary>
    internal sealed record Challenge(string Host) : FeedError
    {
        /// <inheritdoc/>
        public override string TextKey => "feed.error.challenge";

        /// <inheritdoc/>
        public override IReadOnlyDictionary<string, object> Arguments => new Dictionary<string, object> { ["host"] = Host };
    }

    /// <summary>More bytes than a feed may have, counted after decompression.</summary>
    internal sealed record TooLarge(string Host, long Limit) : FeedError
    {
        /// <inheritdoc/>
        public override string TextKey => "feed.error.too-large";

        /// <inheritdoc/>
        public override IReadOnlyDictionary<string, object> Arguments =>
            new Dictionary<string, object> { ["host"] = Host, ["megabytes"] = Limit / (1024 * 1024) };
    }

    /// <summary>An answer, but of another kind of document.</summary>
    internal sealed record NotAFeed(DocumentKind Found) : FeedError
    {
        /// <inheritdoc/>
        public override string TextKey => Found switch
        {
            DocumentKind.WebPage => "feed.error.web-page",
            DocumentKind.Empty => "feed.error.empty",
            _ => "feed.error.not-a-feed",
        };
    }

    /// <summary>A feed so broken that nothing in it could be read.</summary>
    internal sealed record Unreadable(FeedDefect Defect) : FeedError
    {
        /// <inheritdoc/>
        public override string TextKey => "feed.error.unreadable";

        /// <inheritdoc/>
        public override IReadOnlyDictionary<string, object> Arguments =>
            new Dictionary<string, object> { ["line"] = (long)Defect.Line, ["reason"] = Defect.Reason };
    }
}

/// <summary>Why a server could not be spoken to.</summary>
internal enum UnreachableReason
{
    /// <summary>The name does not exist, or the name service did not answer.</summary>
    NameNotFound,

    /// <summary>The machine does not answer or refuses the port.</summary>
    Refused,

    /// <summary>The connection broke, or what came back was not HTTP.</summary>
    Interrupted,
}

/// <summary>Why there is no secure connection.</summary>
internal enum TlsProblem
{
    /// <summary>The certificate is past its day, or its day has not come.</summary>
    Expired,

    /// <summary>The certificate is for another name.</summary>
    WrongName,

    /// <summary>Nobody we trust vouches for the certificate.</summary>
    Untrusted,

    /// <summary>The two sides found no common way to speak.</summary>
    Handshake,
}
