"""Reading what distributors hand over: bytes in, sales out. Pure: it knows neither database nor clock."""
