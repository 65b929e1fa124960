import AnnotationModel
import Screen

extension State {
  /// Handles input while something lies over the screen.
  mutating func handleInPopup(_ event: InputEvent) -> [Effect] {
    switch event {
    case .key(.escape):
      popup = nil
      return []
    case .key(let key): return handleInPopup(key)
    case .paste(let text):
      paste(text)
      return []
    case .mouse, .focus: return []
    }
  }

  private mutating func handleInPopup(_ key: Key) -> [Effect] {
    switch popup {
    case .commands(var list):
      if key == .enter { return run(list) }
      list.take(key)
      popup = .commands(list)
    case .labels(var picker):
      if key == .enter { return choose(from: picker) }
      picker.take(key, labels: context.labels)
      popup = .labels(picker)
    case .prompt(var prompt):
      if key == .enter { return answer(prompt) }
      _ = prompt.answer.take(key)
      popup = .prompt(prompt)
    case .reading(var reading):
      popup = reading.take(key.foldingFullWidth, in: size) ? .reading(reading) : nil
    case .takenOver: return answerTakeOver(key)
    case nil: break
    }
    return []
  }

  /// Another window of the same person goes on: take the work back here, leave, or only look.
  private mutating func answerTakeOver(_ key: Key) -> [Effect] {
    switch key.foldingFullWidth {
    case .enter:
      popup = nil
      return waiting(for: .takeOver(index: canvas.item?.index))
    case .character("q"):
      popup = nil
      return leave()
    default: return []
    }
  }

  private mutating func paste(_ text: String) {
    switch popup {
    case .commands(var list):
      list.query.paste(text)
      popup = .commands(list)
    case .labels(var picker):
      picker.query.paste(text)
      popup = .labels(picker)
    case .prompt(var prompt):
      prompt.answer.paste(text)
      popup = .prompt(prompt)
    case .reading, .takenOver, nil: break
    }
  }

  private mutating func run(_ list: CommandList) -> [Effect] {
    guard let command = list.selected else { return [] }
    popup = nil
    if command == .digitLabel {
      popup = .labels(LabelPicker())
      return []
    }
    return perform(command, key: .enter)
  }

  private mutating func choose(from picker: LabelPicker) -> [Effect] {
    let matches = picker.matches(in: context.labels)
    guard matches.indices.contains(picker.selection) else { return [] }
    popup = nil
    return chooseLabel(at: matches[picker.selection])
  }

  private mutating func answer(_ prompt: Prompt) -> [Effect] {
    popup = nil
    let text = prompt.answer.text
    switch prompt.purpose {
    case .imageNumber:
      guard let number = Int(LabelSearch.folded(text)) else {
        notice = Notice("\"\(text)\" is not a number", .error)
        return []
      }
      return open(number - 1)
    case .skipReason:
      guard let item = canvas.item else { return [] }
      if text.isEmpty {
        notice = Notice("not skipped: give a reason")
        return []
      }
      return waiting(for: .skip(item.number, index: item.index, reason: text))
    case .returnReason: return sendBack(reason: text)
    case .publish: return publish(answer: text)
    }
  }
}
