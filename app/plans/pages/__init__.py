"""What the plan's templates show: typed pages, with every sentence and date already written."""
