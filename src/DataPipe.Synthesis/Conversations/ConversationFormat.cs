namespace DataPipe.Synthesis.Conversations;

/// <summary>How conversations of others lie in files.</summary>
public enum ConversationFormat
{
    /// <summary>ShareGPT: <c>{id, conversations: [{from, value}]}</c>, HTML or Markdown.</summary>
    Sharegpt,

    /// <summary>OpenAI's chat form: <c>{id, messages: [{role, content}]}</c>.</summary>
    Messages,

    /// <summary>Open-Assistant message trees, <c>{message_tree_id, prompt: {text, role, lang, replies: [...]}}</c>, or its flat files, <c>{message_id, parent_id, message_tree_id, text, role, lang, rank}</c>, the messages of a tree behind one another.</summary>
    OpenAssistant,
}
