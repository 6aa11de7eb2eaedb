using System.Security.Cryptography;
using System.Text;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Chats;

/// <summary>What became of a link that somebody opened.</summary>
internal enum LinkUse
{
    /// <summary>It was good, and is used up now.</summary>
    Accepted,

    /// <summary>No such link (of this kind, for this bot).</summary>
    Unknown,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Somebody used it before.</summary>
    AlreadyUsed,

    /// <summary>A claim, but the bot has an owner.</summary>
    HasOwner,
}

/// <summary>The owners, the link with which the first owner claims the bot, and invitations. Codes are stored hashed.</summary>
internal sealed class AccessStore(TimeProvider time, AccessOptions options)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int CodeLength = 24;

    /// <summary>How long the owner's claim link can be used.</summary>
    public static readonly TimeSpan ClaimLifetime = TimeSpan.FromHours(1);

    /// <summary>How long an invitation can be used.</summary>
    public static readonly TimeSpan InviteLifetime = TimeSpan.FromDays(7);

    /// <summary>Telegram user ids of the owners: those of the settings and those who claimed the bot.</summary>
    public async Task<IReadOnlyList<long>> OwnersAsync(Session session, long botId, CancellationToken cancellationToken)
    {
        var claimed = await session.QueryAsync<long>(
            "SELECT user_id FROM owner WHERE bot_id = @botId ORDER BY claimed_at", new { botId }, cancellationToken);
        return [.. options.Owners.Concat(claimed).Distinct()];
    }

    public async Task<bool> IsOwnerAsync(Session session, long botId, long userId, CancellationToken cancellationToken) =>
        options.Owners.Contains(userId) || await session.ScalarAsync<long>(
            "SELECT COUNT(*) FROM owner WHERE bot_id = @botId AND user_id = @userId", new { botId, userId }, cancellationToken) > 0;

    /// <summary>A new claim code (letters and digits, fit for a /start link); an earlier unused one is void from now on.</summary>
    public async Task<string> CreateClaimAsync(Session session, long botId, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            "DELETE FROM access_link WHERE bot_id = @botId AND kind = 'claim' AND used_at IS NULL", new { botId }, cancellationToken);
        return await CreateAsync(session, botId, "claim", ClaimLifetime, cancellationToken);
    }

    /// <summary>A new invitation for one person or group.</summary>
    public Task<string> CreateInviteAsync(Session session, long botId, CancellationToken cancellationToken) =>
        CreateAsync(session, botId, "invite", InviteLifetime, cancellationToken);

    /// <summary>Makes the user the owner when the code is good and there is no owner yet.</summary>
    public async Task<LinkUse> ClaimAsync(Session session, long botId, string code, long userId, CancellationToken cancellationToken)
    {
        if ((await OwnersAsync(session, botId, cancellationToken)).Count > 0)
            return LinkUse.HasOwner;
        var use = await UseAsync(session, botId, "claim", code, userId, cancellationToken);
        if (use is LinkUse.Accepted)
            await session.ExecuteAsync(
                "INSERT INTO owner (bot_id, user_id, claimed_at) VALUES (@botId, @userId, @now) ON CONFLICT (bot_id, user_id) DO NOTHING",
                new { botId, userId, now = time.NowMilliseconds() }, cancellationToken);
        return use;
    }

    /// <summary>Uses up an invitation; the caller lets the chat in (<see cref="ChatStore.InviteAsync"/>).</summary>
    public Task<LinkUse> AcceptInviteAsync(Session session, long botId, string code, long userId, CancellationToken cancellationToken) =>
        UseAsync(session, botId, "invite", code, userId, cancellationToken);

    private async Task<string> CreateAsync(Session session, long botId, string kind, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var code = RandomNumberGenerator.GetString(Letters, CodeLength);
        var now = time.NowMilliseconds();
        await session.ExecuteAsync(
            "INSERT INTO access_link (code_hash, bot_id, kind, created_at, expires_at) VALUES (@hash, @botId, @kind, @now, @expires)",
            new { hash = Hash(code), botId, kind, now, expires = now + (long)lifetime.TotalMilliseconds }, cancellationToken);
        return code;
    }

    private async Task<LinkUse> UseAsync(Session session, long botId, string kind, string code, long userId, CancellationToken cancellationToken)
    {
        var row = new { hash = Hash(code), botId, kind, userId, now = time.NowMilliseconds() };
        var used = await session.ExecuteAsync(
            """
            UPDATE access_link SET used_at = @now, used_by = @userId
            WHERE code_hash = @hash AND bot_id = @botId AND kind = @kind AND used_at IS NULL AND expires_at > @now
            """, row, cancellationToken);
        if (used > 0)
            return LinkUse.Accepted;
        var link = await session.FirstAsync<Link>(
            "SELECT expires_at, used_at FROM access_link WHERE code_hash = @hash AND bot_id = @botId AND kind = @kind", row, cancellationToken);
        return link switch
        {
            null => LinkUse.Unknown,
            { UsedAt: not null } => LinkUse.AlreadyUsed,
            _ => LinkUse.Expired,
        };
    }

    private static string Hash(string code) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(code)));

    private sealed class Link
    {
        public long ExpiresAt { get; set; }
        public long? UsedAt { get; set; }
    }
}
