"""What a visitor is greeted with."""


def part_of_day(hour):
    """Morning, afternoon or evening, by the hour of the day."""
    if hour < 12:
        return "morning"
    if hour < 18:
        return "afternoon"
    return "evening"


def greeting(name, hour):
    """A greeting for a name, which may be empty."""
    who = name.strip() or "stranger"
    return f"good {part_of_day(hour)}, {who}"
