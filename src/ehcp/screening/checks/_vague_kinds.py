"""What vague words may leave open."""

HOW_OFTEN, HOW_LONG, HOW_MANY, HOW_MUCH = "how often", "how long", "how many", "how much"
WHO, WHETHER, WHAT = "who", "whether", "what"
