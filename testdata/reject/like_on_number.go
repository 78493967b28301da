package reject

// LIKE is an operator of text.
var _ = Users.Age.Like("4%") /* ERROR "" */
