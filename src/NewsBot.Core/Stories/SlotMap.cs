namespace NewsBot.Core.Stories;

/// <summary>
/// Many slots for each key, in two arrays: two million entries of a dictionary of lists would be most of the memory of the open stories.
/// </summary>
/// <param name="expected">Entries that there will be, where it is known.</param>
internal sealed class SlotMap(int expected = 0)
{
    private const int None = -1;
    private const int Fewest = 1 << 10;

    private int[] _heads = NewHeads((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(Fewest, expected / 2)));
    private Entry[] _entries = new Entry[Math.Max(Fewest, expected)];
    private int _used;
    private int _free = None;

    public int Count { get; private set; }

    public void Add(ulong key, int slot)
    {
        var index = _free;
        if (index != None)
        {
            _free = _entries[index].Next;
        }
        else
        {
            if (_used == _entries.Length)
                Grow();
            index = _used++;
        }

        ref var head = ref _heads[Place(key)];
        _entries[index] = new Entry(Short(key), slot, head);
        head = index;
        Count++;
    }

    public void Remove(ulong key, int slot)
    {
        ref var link = ref _heads[Place(key)];
        while (link != None)
        {
            ref var entry = ref _entries[link];
            if (entry.Key == Short(key) && entry.Slot == slot)
            {
                var index = link;
                link = entry.Next;
                entry = new Entry(0, None, _free);
                _free = index;
                Count--;
                return;
            }

            link = ref entry.NextLink;
        }
    }

    /// <summary>Adds the slots of a key to the list; once in four billion keys one of another key is among them.</summary>
    public void Find(ulong key, ICollection<int> slots)
    {
        for (var index = _heads[Place(key)]; index != None; index = _entries[index].Next)
        {
            if (_entries[index].Key == Short(key))
                slots.Add(_entries[index].Slot);
        }
    }

    private static uint Short(ulong key) => (uint)(key ^ (key >> 32));

    private int Place(ulong key) => (int)(TermHash.Mix(Short(key)) & (uint)(_heads.Length - 1));

    private void Grow()
    {
        // By a half: what is doubled is half empty in the mean, and this is the largest part of the memory.
        Array.Resize(ref _entries, _entries.Length + _entries.Length / 2);
        if (_entries.Length <= _heads.Length * 2)
            return;
        _heads = NewHeads(_heads.Length * 2);
        for (var index = 0; index < _used; index++)
        {
            if (_entries[index].Slot == None)
                continue;
            ref var head = ref _heads[(int)(TermHash.Mix(_entries[index].Key) & (uint)(_heads.Length - 1))];
            _entries[index].NextLink = head;
            head = index;
        }
    }

    private static int[] NewHeads(int length)
    {
        var heads = new int[length];
        Array.Fill(heads, None);
        return heads;
    }

    private struct Entry(uint key, int slot, int next)
    {
        public int NextLink = next;

        public readonly uint Key => key;

        public readonly int Slot => slot;

        public readonly int Next => NextLink;
    }
}
