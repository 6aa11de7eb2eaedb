using NewsBot.Core.Conversation;
using NewsBot.Telegram;

namespace NewsBot.HostTests.Telegram;

/// <summary>Updates as Telegram sends them, and what we take them for.</summary>
public sealed class TelegramMappingTests
{
    private const long Bot = 4711;
    private const string Private = """ "chat":{"id":7,"type":"private","first_name":"Anna","last_name":"K"},"from":{"id":7,"is_bot":false,"first_name":"Anna","last_name":"K","language_code":"uk"} """;
    private const string Group = """ "chat":{"id":-100,"type":"supergroup","title":"Family"},"from":{"id":7,"is_bot":false,"first_name":"Anna"} """;

    [Fact]
    public void Read_PrivateText_IsTextOfThePerson()
    {
        var incoming = Message($"{Private},\"text\":\"/start topic-ukraine\"");

        Assert.Equal(new IncomingChat(7, "private", "Anna K", null, 0), incoming!.Chat);
        Assert.Equal(new Sender(7, "Anna K", "uk", IsAnonymousAdministrator: false, IsBot: false), incoming.Sender);
        Assert.Equal(1_700_000_000_000, incoming.At);
        Assert.Equal(new IncomingContent.Text("/start topic-ukraine", 5, Edited: false, AddressesBot: true, ReplyTo: null), incoming.Content);
    }

    [Theory]
    [InlineData("\"text\":\"hello all\"", false)]
    [InlineData("\"text\":\"@NewsBot latest\",\"entities\":[{\"type\":\"mention\",\"offset\":0,\"length\":8}]", true)]
    [InlineData("\"text\":\"@OtherBot hi\",\"entities\":[{\"type\":\"mention\",\"offset\":0,\"length\":9}]", false)]
    [InlineData("\"text\":\"yes\",\"reply_to_message\":{\"message_id\":3,\"date\":1,\"chat\":{\"id\":-100,\"type\":\"supergroup\"},\"from\":{\"id\":4711,\"is_bot\":true,\"first_name\":\"N\"},\"text\":\"?\"}", true)]
    public void Read_GroupText_AddressesTheBotByMentionOrReply(string rest, bool addresses) =>
        Assert.Equal(addresses, Assert.IsType<IncomingContent.Text>(Message($"{Group},{rest}")!.Content).AddressesBot);

    [Fact]
    public void Read_AnonymousAdministrator_IsKnownByTheGroupsName()
    {
        var incoming = Message(
            """ "chat":{"id":-100,"type":"supergroup","title":"Family"},"sender_chat":{"id":-100,"type":"supergroup","title":"Family"},"from":{"id":1087968824,"is_bot":true,"first_name":"Group"},"text":"/latest" """);

        Assert.True(incoming!.Sender.IsAnonymousAdministrator);
        Assert.False(incoming.Sender.IsBot);
    }

    [Fact]
    public void Read_TopicAndPlainThread_OnlyTheTopicIsAPlaceToWrite()
    {
        Assert.Equal(9, Message($"{Group},\"message_thread_id\":9,\"is_topic_message\":true,\"text\":\"x\"")!.Chat.ThreadId);
        Assert.Equal(0, Message($"{Group},\"message_thread_id\":9,\"text\":\"x\"")!.Chat.ThreadId);
    }

    [Theory]
    [InlineData("\"sticker\":{\"file_id\":\"a\",\"file_unique_id\":\"b\",\"type\":\"regular\",\"width\":1,\"height\":1,\"is_animated\":false,\"is_video\":false}", "sticker")]
    [InlineData("\"video_note\":{\"file_id\":\"a\",\"file_unique_id\":\"b\",\"length\":1,\"duration\":1}", "video_note")]
    [InlineData("\"voice\":{\"file_id\":\"a\",\"file_unique_id\":\"b\",\"duration\":1}", "voice")]
    public void Read_OtherKinds_CarryTelegramsNameOfTheKind(string content, string what) =>
        Assert.Equal(new IncomingContent.Other(what, 5), Message($"{Private},{content}")!.Content);

    [Fact]
    public void Read_TopicOpenedAgain_IsSoInItsTopic()
    {
        var incoming = Message($"{Group},\"message_thread_id\":9,\"is_topic_message\":true,\"forum_topic_reopened\":{{}}")!;

        Assert.Equal((9, new IncomingContent.TopicOpened()), (incoming.Chat.ThreadId, incoming.Content));
    }

    [Theory]
    [InlineData("\"message_thread_id\":9,\"is_topic_message\":true,\"forum_topic_closed\":{}")]
    [InlineData("\"new_chat_title\":\"Other\"")]
    [InlineData("\"new_chat_members\":[{\"id\":8,\"is_bot\":false,\"first_name\":\"B\"}]")]
    [InlineData("\"text\":\"copied\",\"is_automatic_forward\":true")]
    public void Read_ServiceMessages_AreNothing(string content) => Assert.Null(Message($"{Group},{content}"));

    [Fact]
    public void Read_Forward_HoldsItsOriginAndAddressesBehindWords()
    {
        var incoming = Message(Private + """
            ,"text":"read this","entities":[{"type":"text_link","offset":0,"length":4,"url":"https://example.org/a"}],
            "forward_origin":{"type":"channel","date":1,"chat":{"id":-200,"type":"channel","title":"Example","username":"example"},"message_id":3}
            """);

        Assert.Equal(new IncomingContent.Forward("read this\nhttps://example.org/a", "example", "Example", 5), incoming!.Content);
    }

    [Fact]
    public void Read_Migration_NamesTheNewChat() =>
        Assert.Equal(new IncomingContent.Migrated(-1007), Message($"{Group},\"migrate_to_chat_id\":-1007")!.Content);

    [Theory]
    [InlineData("kicked", false, false)]
    [InlineData("member", true, true)]
    public void Read_Membership_SaysWhetherTheBotMayWrite(string status, bool isMember, bool mayWrite)
    {
        var until = status == "kicked" ? ",\"until_date\":0" : "";
        var incoming = TelegramMapping.Read(Bot, "NewsBot",
            $$"""{"update_id":1,"my_chat_member":{{{Private}},"date":1700000000,"old_chat_member":{"status":"left","user":{"id":4711,"is_bot":true,"first_name":"N"} },"new_chat_member":{"status":"{{status}}","user":{"id":4711,"is_bot":true,"first_name":"N"}{{until}} } } }""");

        Assert.Equal(new IncomingContent.Membership(mayWrite, WasMember: false, isMember, IsAdministrator: false), incoming!.Content);
    }

    [Theory]
    [InlineData("{\"update_id\":1}")]
    [InlineData("{\"update_id\":1,\"poll_answer\":{\"poll_id\":\"1\",\"option_ids\":[]}}")]
    [InlineData("not json")]
    [InlineData("[]")]
    public void Read_WhatWeNeverActOn_IsNothing(string payload) => Assert.Null(TelegramMapping.Read(Bot, "NewsBot", payload));

    [Theory]
    [InlineData(",\"edit_date\":1700000780", 1_700_000_780_000)]
    [InlineData("", 1_700_000_000_000)]
    public void Read_EditOfAnOlderMessage_IsAskedWhenItWasEdited(string edited, long at)
    {
        var incoming = TelegramMapping.Read(Bot, "NewsBot",
            "{\"update_id\":1,\"edited_message\":{\"message_id\":5,\"date\":1700000000" + edited + "," + Private + ",\"text\":\"/search ceasefire\"}}");

        Assert.Equal(at, incoming!.At);
        Assert.True(Assert.IsType<IncomingContent.Text>(incoming.Content).Edited);
    }

    private static Incoming? Message(string content) =>
        TelegramMapping.Read(Bot, "NewsBot", "{\"update_id\":1,\"message\":{\"message_id\":5,\"date\":1700000000," + content + "}}");
}
