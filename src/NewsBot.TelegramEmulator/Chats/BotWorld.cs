using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using NewsBot.TelegramEmulator.PageApi;
using NewsBot.TelegramEmulator.Store;
using NewsBot.TelegramEmulator.Updates;

namespace NewsBot.TelegramEmulator.Chats;

/// <summary>
/// All that one bot account sees: people, chats, messages, updates. Each accepted token has a world of its own, as
/// bots do not see each other. Everything here runs under one gate and in one store transaction, see <see cref="Change"/>.
/// </summary>
internal sealed class BotWorld
{
    private readonly Lock gate;
    private readonly EmulatorStore store;

    public BotWorld(string token, EmulatorStore store, Lock gate, TimeProvider time, string defaultName, string defaultUsername)
    {
        this.store = store;
        this.gate = gate;
        Token = token;
        Time = time;
        Id = long.Parse(token.AsSpan(0, token.IndexOf(':')), System.Globalization.CultureInfo.InvariantCulture);
        Messages = new MessageStore(store, Id);
        Files = new FileStore(store, Id);
        Updates = new UpdateQueue(this, store);
        Presses = new PressTable(time);
        Profile = Load("profile", EmulatorJson.Default.BotProfile).FirstOrDefault()
            ?? new BotProfile { FirstName = defaultName, Username = defaultUsername };
        People = Load("person", EmulatorJson.Default.Person).ToDictionary(p => p.Id);
        Chats = Load("chat", EmulatorJson.Default.Chat).ToDictionary(c => c.Id);
        if (People.Count == 0)
            Change(() => FirstPeople.Introduce(this));
    }

    public long Id { get; }

    public string Token { get; }

    public TimeProvider Time { get; }

    public BotProfile Profile { get; }

    public Dictionary<long, Person> People { get; }

    public Dictionary<long, Chat> Chats { get; }

    public MessageStore Messages { get; }

    public FileStore Files { get; }

    public UpdateQueue Updates { get; }

    public PressTable Presses { get; }

    public EventHub Events { get; } = new();

    /// <summary>When a webhook was set last, on the line's clock.</summary>
    public long? WebhookSetAt { get; set; }

    public long Now => Time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Runs the work alone and as one transaction of the store.</summary>
    public T Change<T>(Func<T> work)
    {
        lock (gate)
            return store.InTransaction(work);
    }

    public void Change(Action work) => Change(() =>
    {
        work();
        return true;
    });

    public long Next(string counter) => store.Next(Id, counter);

    public long NextMessageId(long chatId) => Next($"message:{chatId}");

    public void SaveProfile() => Save("profile", 0, Profile, EmulatorJson.Default.BotProfile);

    public void Save(Person person)
    {
        People[person.Id] = person;
        Save("person", person.Id, person, EmulatorJson.Default.Person);
        Events.Publish("person", new JsonObject { ["person"] = PageView.Person(person) });
    }

    public void Save(Chat chat)
    {
        Chats[chat.Id] = chat;
        Save("chat", chat.Id, chat, EmulatorJson.Default.Chat);
        Events.Publish("chat", new JsonObject { ["chat"] = PageView.Chat(chat) });
    }

    private void Save<T>(string kind, long id, T value, JsonTypeInfo<T> type) => store.Execute(
        "INSERT INTO document(bot_id, kind, id, json) VALUES($0, $1, $2, $3) ON CONFLICT DO UPDATE SET json = excluded.json",
        Id, kind, id, JsonSerializer.Serialize(value, type));

    private List<T> Load<T>(string kind, JsonTypeInfo<T> type) => store.All(
        "SELECT json FROM document WHERE bot_id = $0 AND kind = $1 ORDER BY id",
        r => JsonSerializer.Deserialize(r.GetString(0), type)!, Id, kind);
}
